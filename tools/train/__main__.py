"""tools/train/run: trains what is shipped.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
import importlib

NETWORKS = {"detector": "finds the white cells of a picture", "classifier": "names a white cell"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/train/run", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="network", required=True)
    for name, what in NETWORKS.items():
        train = importlib.import_module(f"{name}.train")
        command = commands.add_parser(name, help=what, description=train.__doc__.splitlines()[0])
        train.add_arguments(command)
        command.set_defaults(run=train.run)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
