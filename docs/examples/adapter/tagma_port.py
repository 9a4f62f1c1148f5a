"""The plumbing of an adapter: JSON-RPC 2.0, one message a line, with Tagma at the other end of the standard streams.

Nothing but the standard library. An adapter gives `Port` a function for each method that Tagma calls.
"""

import inspect
import itertools
import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor


class Refusal(Exception):
    """What Tagma asked for cannot be done; the words reach a person."""

    def __init__(self, words, code=-32603):
        super().__init__(words)
        self.code = code


class NoSuchCursor(Refusal):
    """A cursor names no place in the conversation."""

    def __init__(self, words):
        super().__init__(words, -32001)


class Port:
    """Both directions of the conversation. `handlers` maps methods to functions of the parameters, as keywords."""

    def __init__(self, handlers):
        self.handlers = handlers
        self.waiting = {}
        self.ids = itertools.count(1)
        self.writing = threading.Lock()
        # A stray print() must not end up between the messages: it goes to the errors.
        self.out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)

    def call(self, method, **parameters):
        """Asks Tagma for something and returns its answer."""
        number = next(self.ids)
        answered = threading.Event()
        self.waiting[number] = [answered, None]
        self.write({"id": number, "method": method, "params": parameters})
        answered.wait()
        answer = self.waiting.pop(number)[1]
        if "error" in answer:
            raise Refusal(answer["error"]["message"], answer["error"]["code"])
        return answer["result"]

    def observed(self, driver, type, **fields):
        """Tells what was observed."""
        self.write({"method": "observed", "params": {"driver": driver, "observation": {"type": type, **fields}}})

    def write(self, message):
        line = json.dumps({"jsonrpc": "2.0", **message}) + "\n"
        with self.writing:
            self.out.write(line.encode())
            self.out.flush()

    def run(self):
        """Takes in what Tagma says until it says no more: then the daemon has ended, and so does the adapter."""
        workers = ThreadPoolExecutor(32)
        for line in sys.stdin.buffer:
            message = json.loads(line)
            if "method" in message:
                # In a thread of its own, since it may have to ask Tagma something before it can answer.
                workers.submit(self.work, message)
            elif message["id"] in self.waiting:
                waits = self.waiting[message["id"]]
                waits[1] = message
                waits[0].set()
        os._exit(0)

    def work(self, message):
        handler = self.handlers.get(message["method"])
        if handler is None:
            self.fail(message, -32601, "this method is not known")
            return
        # Tagma may say more than this adapter knows of.
        known = inspect.signature(handler).parameters
        parameters = {name: value for name, value in message.get("params", {}).items() if name in known}
        try:
            self.write({"id": message["id"], "result": handler(**parameters) or {}})
        except Refusal as refusal:
            self.fail(message, refusal.code, str(refusal))
        except Exception as failed:
            self.fail(message, -32603, f"{type(failed).__name__}: {failed}")

    def fail(self, message, code, words):
        print(f"{message['method']}: {words}", file=sys.stderr)
        self.write({"id": message["id"], "error": {"code": code, "message": words}})
