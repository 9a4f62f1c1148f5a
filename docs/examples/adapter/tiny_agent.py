#!/usr/bin/env python3
"""A tiny agent in a terminal, without a model: the program that `tiny_adapter.py` drives.

    run COMMAND     asks whether it may, and runs it
    wait FILE       works until there is such a file
    /quit           ends it
    anything else   is repeated

It keeps a record of its conversation in ~/.tiny-agent/ID.jsonl, a line for each thing that happens.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
import time
import uuid

VERSION = "1.0"


class Record:
    def __init__(self, conversation):
        home = os.path.join(os.path.expanduser("~"), ".tiny-agent")
        os.makedirs(home, exist_ok=True)
        self.path = os.path.join(home, conversation + ".jsonl")

    def entries(self):
        if not os.path.exists(self.path):
            return []
        with open(self.path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def add(self, type, turn, **fields):
        at = datetime.datetime.now(datetime.timezone.utc).isoformat()
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps({"type": type, "turn": turn, "at": at, **fields}) + "\n")


def ask(record, turn, command):
    request = str(uuid.uuid4())
    record.add("ask", turn, request=request, command=command)
    allowed = input(f"Allow '{command}'? [y/n] ") == "y"
    record.add("answered", turn, request=request, allowed=allowed)
    return allowed


def work(record, turn, text, asks):
    word, _, rest = text.partition(" ")
    if word == "run":
        if asks and not ask(record, turn, rest):
            return "I was not allowed to."
        code = subprocess.run(rest, shell=True).returncode
        return f"It ended with {code}."
    if word == "wait":
        print(f"Waiting for {rest}", flush=True)
        while not os.path.exists(rest):
            time.sleep(0.05)
        return f"{rest} is there."
    return f"You said: {text}"


def turn(record, text, asks):
    name = str(uuid.uuid4())
    record.add("user", name, text=text)
    try:
        said = work(record, name, text, asks)
        print(said, flush=True)
        record.add("assistant", name, text=said)
        record.add("over", name, outcome="completed")
    except KeyboardInterrupt:
        print("\nInterrupted.", flush=True)
        record.add("over", name, outcome="interrupted")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", action="version", version=VERSION)
    parser.add_argument("--conversation", default=str(uuid.uuid4()))
    parser.add_argument("--yes", action="store_true", help="ask for nothing")
    given = parser.parse_args()
    record = Record(given.conversation)
    entries = record.entries()
    if entries and entries[-1]["type"] != "over":
        # It died in the middle of a turn.
        record.add("over", entries[-1]["turn"], outcome="unknown")
    print(f"Tiny agent {VERSION}", flush=True)
    while True:
        try:
            text = input("> ").strip()
        except KeyboardInterrupt:
            print()
            continue
        except EOFError:
            return
        if text == "/quit":
            return
        if text:
            turn(record, text, not given.yes)


if __name__ == "__main__":
    sys.exit(main())
