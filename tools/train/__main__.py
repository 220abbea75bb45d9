"""tools/train/run: trains what is shipped.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from types import ModuleType

NETWORKS = {"detector": "finds the white cells of a picture", "classifier": "names a white cell"}


def add_arguments(parser: argparse.ArgumentParser, train: ModuleType) -> None:
    train.add_arguments(parser)
    parser.add_argument("--work", type=Path, required=True, help="a folder for checkpoints; a run goes on there")
    parser.add_argument(
        "--steps", type=int, default=train.STEPS, help="training steps of each part (default: %(default)s)"
    )
    parser.add_argument(
        "--parts",
        nargs="+",
        choices=[*train.PARTS, *train.FURTHER_PARTS],
        default=list(train.PARTS),
        help="train these alone; without it, all, to the end",
    )
    parser.add_argument("--ship", action="store_true", help="put what was trained into models/")


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/train/run", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="network", required=True)
    for name, what in NETWORKS.items():
        train = importlib.import_module(f"{name}.train")
        command = commands.add_parser(name, help=what, description=train.__doc__.splitlines()[0])
        add_arguments(command, train)
        command.set_defaults(run=train.run, all_parts=train.PARTS)
    arguments = parser.parse_args()
    missing = [part for part in arguments.all_parts if part not in arguments.parts]
    if missing and arguments.ship:
        raise SystemExit("--ship takes all parts: leave --parts out. Nothing was trained.")
    arguments.run(arguments)
    if missing:
        print(f"Not calibrated: that takes {', '.join(missing)} too. Run it without --parts.", flush=True)


if __name__ == "__main__":
    main()
