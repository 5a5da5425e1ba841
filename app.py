"""Opens the doors: brings the index up to date with the corpus folder, then serves chat page and REST interface.

Takes the options of ``zhengxie-qa serve``, for example ``python app.py --port 8000``.
"""

import sys

from zhengxie_qa.interfaces.cli.main import run

if __name__ == "__main__":
    sys.exit(run(["serve", "--update", *sys.argv[1:]]))
