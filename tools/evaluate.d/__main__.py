"""tools/evaluate: measures what is shipped.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse

import cells


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/evaluate", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    of_cells = commands.add_parser(
        "cells", help="finding white cells", description=cells.__doc__.split("\n\nSPDX")[0]
    )
    cells.add_arguments(of_cells)
    of_cells.set_defaults(run=cells.run)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
