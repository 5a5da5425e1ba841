"""``python -m zhengxie_qa`` is the command line."""

from zhengxie_qa.interfaces.cli.main import main

if __name__ == "__main__":
    main()
