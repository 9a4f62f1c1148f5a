#!/usr/bin/env python3
"""Drives the tiny agent for Tagma. What all of this means: docs/guide/external-adapters.md.

It keeps nothing between two calls that it could not find again in the agent's record or on its screen. So it may be killed
at any time: Tagma starts it again and has it adopt what runs.
"""

import datetime
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import uuid

from tagma_port import NoSuchCursor, Port

ROLES = {"user": "user", "assistant": "assistant", "ask": "tool"}

# What an entry of the record must hold, whatever else a later version of the agent writes.
FIELDS = {
    "user": {"turn", "at", "text"},
    "ask": {"turn", "at", "request", "command"},
    "answered": {"turn", "at", "request", "allowed"},
    "assistant": {"turn", "at", "text"},
    "over": {"turn", "at", "outcome"},
}


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat()


def entry_of(line):
    """The entry in a line of the record; none where this adapter does not know what it is."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    known = isinstance(entry, dict) and entry.get("type") in FIELDS
    return entry if known and FIELDS[entry["type"]] <= entry.keys() else None


class Session:
    """One session of Tagma's: one conversation, and what has been told of it."""

    def __init__(self, driver, launch, environment, conversation):
        self.driver = driver
        self.launch = launch
        self.home = os.path.join(environment["HOME"], ".tiny-agent")
        self.conversation = conversation
        self.lock = threading.RLock()
        self.closed = False
        self.watching = False
        self.begin_anew()

    def begin_anew(self):
        self.told = 0
        self.ready = False
        self.open_turn = None
        self.over = set()
        self.asked = {}
        self.last_words = None

    # ---- the record

    def path(self):
        return os.path.join(self.home, f"{self.conversation}.jsonl")

    def size(self):
        return os.path.getsize(self.path()) if self.conversation and os.path.exists(self.path()) else 0

    def entries(self, offset=0):
        """The whole lines from there on that say something, each with where it begins and ends."""
        if not self.size():
            return
        with open(self.path(), "rb") as file:
            file.seek(offset)
            for line in file:
                entry = entry_of(line) if line.endswith(b"\n") else None
                if entry is not None:
                    yield offset, offset + len(line), entry
                offset += len(line)

    # ---- what is told

    def look(self):
        """Tells what the record holds that has not been told, and whether the agent can be spoken to."""
        with self.lock:
            # The screen first: whatever ended before the prompt came is in the record then. And dated before the look,
            # since what begins after it must not seem to be older.
            before = now()
            prompted = not self.ready and self.composer() is not None
            for _, end, entry in self.entries(self.told):
                self.told = end
                self.tell(entry)
            if prompted:
                self.ready = True
                if self.open_turn is None:
                    self.turn_is("over", "it shows its prompt", before)
                self.observed("ready")

    def tell(self, entry):
        at, turn = entry["at"], entry["turn"]
        if turn in self.over:
            # It comes late, or twice: a turn does not begin anew.
            return
        match entry["type"]:
            case "user":
                self.open_turn = turn
                self.last_words = None
                self.observed("turnStarted", key=turn, text=entry["text"], joined=False, at=at)
                self.turn_is("running", "user", at)
            case "ask":
                self.asked[entry["request"]] = entry["command"]
                self.observed(
                    "requestOpened",
                    key=entry["request"],
                    kind="permission",
                    title=entry["command"],
                    tool="run",
                    detail=json.dumps({"command": entry["command"]}),
                    questions=[],
                    channel="keys",
                    at=at,
                )
                self.waits_for("permission", at)
            case "answered":
                self.asked.pop(entry["request"], None)
                answer = {"type": "allow", "scope": "once"} if entry["allowed"] else {"type": "deny"}
                self.observed(
                    "requestClosed", key=entry["request"], how="answered_at_terminal", answer=answer, at=at
                )
                self.waits_for("nothing", at)
            case "assistant":
                self.last_words = entry["text"]
                self.observed("conversationGrew")
            case "over":
                self.open_turn = None
                self.over.add(turn)
                for request in list(self.asked):
                    self.asked.pop(request)
                    self.observed("requestClosed", key=request, how="withdrawn", at=at)
                self.waits_for("nothing", at)
                self.observed("turnEnded", key=turn, outcome=entry["outcome"], lastMessage=self.last_words, at=at)
                self.turn_is("over", "over", at)

    def turn_is(self, state, detail, at):
        self.seen({"type": "turn", "state": state}, detail, at)

    def waits_for(self, what, at):
        self.seen({"type": "waiting", "what": what}, what, at)

    def seen(self, reading, detail, at):
        self.observed("seen", source="transcript", reading=reading, detail=detail, at=at)

    def observed(self, type, **fields):
        port.observed(self.driver, type, **{name: value for name, value in fields.items() if value is not None})

    def begin_to_watch(self):
        if not self.watching:
            self.watching = True
            threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        """The record tells of most things at once; the screen only now and then."""
        seen = self.told
        while not self.closed:
            if self.size() != seen:
                seen = self.size()
                self.look()
            time.sleep(0.05)

    # ---- the screen

    def line(self):
        """What stands in the line with the cursor, wrapped rows joined; and a screen tells no blanks at its end."""
        screen = port.call("terminal/screen", driver=self.driver)
        rows = [row["text"] for row in screen["rows"]]
        end = screen["cursorRow"]
        begin = end
        while begin > 0 and len(rows[begin - 1]) == screen["columns"]:
            begin -= 1
        return "".join(rows[begin : end + 1])

    def composer(self):
        """What stands in the composer; none where there is no composer."""
        line = self.line()
        return line[2:] if line.startswith("> ") else "" if line == ">" else None

    def dialog(self):
        """The command of the permission that is asked for on the screen."""
        line = self.line()
        return line[len("Allow '") : line.rindex("'?")] if line.startswith("Allow '") and "'? [y/n]" in line else None


sessions = {}


def session(driver):
    return sessions[driver]


def initialize(protocol, agent, program):
    global command
    command = program or [os.path.join(os.path.dirname(os.path.abspath(__file__)), "tiny_agent.py")]
    return {
        "protocol": 1,
        "adapter": "tiny_adapter.py 1.0",
        "title": "Tiny agent",
        "knownVersions": ["1."],
        "unknown": ["It uses no model, so there are no tokens to count."],
        "modes": ["ask", "yolo"],
        "sources": {"transcript": ["turn", "waiting"]},
    }


def probe():
    program = shutil.which(command[0])
    if not program:
        return {"installed": False, "problems": [f"'{command[0]}' was not found"]}
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, timeout=20).stdout.strip()
    return {"installed": True, "program": program, "version": version, "problems": []}


def objections(mode, environment, arguments, model=None):
    found = [{"ground": "wider", "sentence": f"argument '{word}': leave it out"} for word in arguments]
    found += [{"ground": "wider", "sentence": f"variable {name}: leave it out"} for name in environment]
    if model:
        found.append({"ground": "taken", "sentence": "the tiny agent takes no model; leave it out"})
    return {"objections": found}


def new_conversation():
    return {"conversation": str(uuid.uuid4())}


def open_driver(driver, handle, launch, workspace, directory, environment, conversation=None):
    sessions[driver] = Session(driver, launch, environment, conversation)


def start(driver, how, conversation=None):
    one = session(driver)
    if how == "fork":
        origin = os.path.join(one.home, f"{conversation}.jsonl")
        one.conversation = one.conversation or str(uuid.uuid4())
        if os.path.exists(origin):
            shutil.copyfile(origin, one.path())
    else:
        one.conversation = conversation or one.conversation or str(uuid.uuid4())
    one.observed("identity", id=one.conversation, reason=how)
    words = [*command, "--conversation", one.conversation]
    if one.launch["mode"] == "yolo":
        words.append("--yes")
    port.call("terminal/start", driver=driver, command=[*words, *one.launch["arguments"]], environment={})
    one.look()
    one.begin_to_watch()


def adopt(driver, running):
    """The answer says that it has caught up: what it tells before that may be long over."""
    one = session(driver)
    with one.lock:
        one.begin_anew()
        for _, end, entry in one.entries():
            one.told = end
            one.tell(entry)
        if running:
            one.look()
        one.observed("requestsAre", keys=list(one.asked))
    if running:
        one.begin_to_watch()


def prepare(driver, text):
    text = text.strip()
    if "\n" in text or len(text) > 1000:
        return {"type": "refused", "reason": "the tiny agent takes one line of at most 1000 characters"}
    if not text or any(not character.isprintable() for character in text):
        return {"type": "refused", "reason": "the tiny agent takes printable text only"}
    if text.startswith("/"):
        return {"type": "text", "text": f". {text}", "note": "a dot keeps it from being a command"}
    return {"type": "text", "text": text}


def mark(driver):
    return {"mark": str(session(driver).size())}


def look(driver, text):
    one = session(driver)
    one.look()
    asked = one.dialog()
    if asked is not None:
        return {"type": "dialog", "what": "permission"}
    shown = one.composer()
    if shown is None or one.open_turn is not None:
        return {"type": "unclear", "what": "it works"}
    if not shown:
        return {"type": "empty", "working": False}
    return {"type": "ours", "working": False} if shown == text else {"type": "draft", "text": shown}


def place(driver, text):
    port.call("terminal/paste", driver=driver, text=text)


def submit(driver):
    port.call("terminal/press", driver=driver, keys=["Enter"])


def evidence(driver, mark, text):
    before = set()
    for begin, _, entry in session(driver).entries():
        if begin < int(mark):
            # Whatever its record says of them once more: these had begun.
            before.add(entry["turn"])
        elif entry["type"] == "user" and entry["text"] == text and entry["turn"] not in before:
            return {"type": "entered", "turnKey": entry["turn"], "joined": False}
    return {"type": "absent"}


def interrupt(driver):
    one = session(driver)
    one.look()
    if one.open_turn is None:
        return {"interruption": "nothing_runs"}
    port.call("terminal/press", driver=driver, keys=["C-c"])
    return {"interruption": "pressed"}


def answer(driver, key, kind, answer):
    one = session(driver)
    one.look()
    if key not in one.asked:
        return {"type": "tooLate", "reason": "it is not asked any more"}
    if one.dialog() != one.asked[key]:
        return {"type": "refused", "reason": "the screen does not show this very question"}
    port.call("terminal/press", driver=driver, keys=["y" if answer["type"] == "allow" else "n", "Enter"])
    return {"type": "delivered"}


def transcript(driver, limit, after=None, before=None, role=None):
    one = session(driver)
    entries = [
        {
            "cursor": f"{one.conversation}:{begin}",
            "role": ROLES[entry["type"]],
            "text": entry.get("text") or entry["command"],
            "at": entry["at"],
            **({"tool": "run"} if entry["type"] == "ask" else {}),
        }
        for begin, _, entry in one.entries()
        if entry["type"] in ROLES
    ]
    cursors = [entry["cursor"] for entry in entries]
    for cursor in (after, before):
        if cursor not in (None, "beginning", *cursors):
            raise NoSuchCursor(f"'{cursor}' names no entry of this conversation")
    if before is not None:
        entries = entries[: cursors.index(before)]
    elif after not in (None, "beginning"):
        entries = entries[cursors.index(after) + 1 :]
    entries = [entry for entry in entries if role in (None, entry["role"])]
    page = entries[:limit] if after is not None else entries[-limit:]
    return {"entries": page, "more": len(page) < len(entries)}


def last_messages(driver, count):
    texts = [entry["text"] for _, _, entry in session(driver).entries() if entry["type"] == "assistant"]
    return {"texts": texts[::-1][:count]}


def stop(driver):
    """There is nothing to ask it for: TERM, which Tagma sends, is enough."""


def close(driver):
    sessions.pop(driver).closed = True


def changed(driver):
    session(driver).look()


def titled(driver, title):
    """It sets none."""


def lost(driver, reason):
    """The record tells on."""


def ended(driver):
    one = session(driver)
    one.closed = True
    with one.lock:
        for _, end, entry in one.entries(one.told):
            one.told = end
            one.tell(entry)


port = Port(
    {
        "initialize": initialize,
        "agent/probe": probe,
        "agent/objections": objections,
        "agent/newConversation": new_conversation,
        "driver/open": open_driver,
        "driver/start": start,
        "driver/adopt": adopt,
        "driver/prepare": prepare,
        "driver/mark": mark,
        "driver/look": look,
        "driver/place": place,
        "driver/submit": submit,
        "driver/evidence": evidence,
        "driver/interrupt": interrupt,
        "driver/answer": answer,
        "driver/transcript": transcript,
        "driver/lastMessages": last_messages,
        "driver/stop": stop,
        "driver/close": close,
        "terminal/changed": changed,
        "terminal/titled": titled,
        "terminal/lost": lost,
        "terminal/restored": changed,
        "terminal/ended": ended,
    }
)

if __name__ == "__main__":
    sys.exit(port.run())
