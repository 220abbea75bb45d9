"""tools/evaluate: measures what is shipped.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse

import cells
import classes

COMMANDS = {"cells": (cells, "finding white cells"), "classes": (classes, "naming white cells")}


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/evaluate", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (module, what) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=what,
            description=module.__doc__.split("\n\nSPDX")[0],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
