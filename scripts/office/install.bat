@echo off
rem install.bat [FOLDER]: install without a network.
python "%~dp0install.py" %*
