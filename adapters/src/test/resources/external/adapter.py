"""An adapter for tests: does what is usual, or what its first argument says, in the ways that adapters go wrong.

Its second argument is a directory: faults happen while the file of that name is not in it.
"""

import json
import os
import signal
import sys
import threading
import time

fault, place = sys.argv[1:3]
out = sys.stdout.buffer
writing = threading.Lock()
waiting = {}
number = 0


def raw(data):
    with writing:
        out.write(data)
        out.flush()


def say(**message):
    raw(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")


def call(method, **params):
    global number
    number += 1
    event = threading.Event()
    waiting[number] = [event, None]
    say(id=number, method=method, params=params)
    event.wait()
    return waiting[number][1]


def told(driver, **observation):
    say(method="observed", params={"driver": driver, "observation": observation})


def seen(driver, source="screen", **reading):
    told(driver, type="seen", source=source, reading=reading, detail="told")


def idle(driver):
    seen(driver, type="turn", state="over")


def healthy():
    return os.path.exists(os.path.join(place, "healthy"))


def bad(name):
    return fault == name and not healthy()


def introduction():
    return {
        "protocol": 2 if bad("other version") else 1,
        "adapter": "test 1",
        "title": "Test",
        "knownVersions": [],
        "unknown": [],
        "modes": [] if bad("no modes") else ["ask"],
        "sources": {"process": ["process"]} if bad("process") else {"screen": ["turn", "waiting"], "transcript": ["turn"]},
    }


def misbehave(driver):
    """What it says once it has adopted or started."""
    if fault in ("malformed", "no object"):
        raw(b"hello world\n" if fault == "malformed" else b"[1, 2]\n")
    elif fault == "no utf-8":
        raw(b'{"method": "observed\xff"}\n')
    elif fault == "endless line":
        for _ in range(400):
            raw(b"x" * 65536)
    elif fault == "deep":
        raw(b"[" * 100000 + b"\n")
    elif fault == "unknown observation":
        told(driver, type="nonsense")
    elif fault == "wrong field":
        told(driver, type="turnStarted", key=7.5, text=[], joined="x")
    elif fault == "missing field":
        told(driver, type="turnStarted", key="k")
    elif fault == "undeclared":
        seen(driver, source="protocol", type="turn", state="over")
    elif fault == "process seen":
        seen(driver, type="processSeen", alive=False)
    elif fault == "answers nothing asked":
        say(id=999999, result={})
    elif fault == "flood":
        while True:
            raw(b'{"jsonrpc":"2.0","method":"noise"}\n' * 1000)
    elif fault == "dies":
        sys.stderr.write("Traceback: it fell over\n")
        sys.stderr.flush()
        os._exit(3)
    elif fault == "closes output":
        os.close(1)
    elif fault == "many tokens":
        tokens = {name: 2**62 for name in ("input", "output", "cacheRead", "cacheWrite", "cacheWriteLong", "reasoning")}
        told(driver, type="used", key="k", model="m", tokens=tokens)


def work(message):
    method, params = message["method"], message["params"]
    driver = params.get("driver")
    result = {}
    if method == "initialize":
        if bad("silent"):
            return
        if bad("refuses"):
            say(id=message["id"], error={"code": 1, "message": "no license"})
            return
        if bad("wrong answer"):
            say(id=message["id"], result={"protocol": "one"})
            return
        result = introduction()
    elif method == "agent/probe":
        result = {"installed": True, "program": "/bin/agent", "version": "1", "problems": []}
    elif method == "agent/objections":
        result = {"objections": [{"ground": "wider", "sentence": "no arguments"}] if params["arguments"] else []}
    elif method == "agent/newConversation":
        result = {"conversation": "c1"}
    elif method == "driver/start":
        if bad("starts nothing"):
            pass
        elif bad("starts twice"):
            call("terminal/start", driver=driver, command=["agent"], environment={})
            second = call("terminal/start", driver=driver, command=["agent"], environment={})
            told(driver, type="turnStarted", key="second", text=json.dumps(second.get("error")), joined=False)
        else:
            answer = call("terminal/start", driver=driver, command=["agent"], environment={"TAGMA_SESSION": "forged", "OWN": "1"})
            if "error" in answer:
                say(id=message["id"], error=answer["error"])
                return
        if bad("dies while starting"):
            os.kill(os.getpid(), signal.SIGKILL)
        told(driver, type="ready")
        idle(driver)
        if not healthy():
            misbehave(driver)
    elif method == "driver/adopt":
        if bad("tells at length"):
            seen(driver, type="turn", state="over")
            told(driver, type="turnStarted", key="old", text="long ago", joined=False)
            seen(driver, type="turn", state="running")
            open(os.path.join(place, "telling"), "w").close()
            while not os.path.exists(os.path.join(place, "speak")):
                time.sleep(0.02)
        if bad("never catches up"):
            return
        idle(driver)
        told(driver, type="requestsAre", keys=[])
        if not healthy():
            misbehave(driver)
    elif method == "driver/prepare":
        result = {"type": "text", "text": ("\x1b" if bad("escape") else "") + params["text"]}
    elif method == "driver/look":
        screen = call("terminal/screen", driver=driver)["result"]
        result = {"type": "draft", "text": "|".join(row["text"] for row in screen["rows"] if row["text"])}
    elif method == "driver/place":
        answer = call("terminal/paste", driver=driver, text=params["text"] + ("\x1b[A" if bad("pastes escape") else ""))
        if "error" in answer:
            say(id=message["id"], error=answer["error"])
            return
    elif method == "driver/submit":
        if bad("dies submitting"):
            os.kill(os.getpid(), signal.SIGKILL)
        call("terminal/press", driver=driver, keys=["Enter"])
    elif method == "driver/mark":
        result = {"mark": "x" * 20000 if bad("long mark") else "0"}
    elif method == "driver/evidence":
        result = {"type": "absent"}
    elif method == "driver/transcript":
        if params.get("after"):
            say(id=message["id"], error={"code": -32001, "message": "no such place"})
            return
        result = {"entries": [{"cursor": str(i), "role": "user", "text": "t"} for i in range(500)], "more": False}
    elif method == "terminal/changed" and bad("mute"):
        while not os.path.exists(os.path.join(place, "speak")):
            time.sleep(0.02)
    elif method == "terminal/ended":
        told(driver, type="turnEnded", outcome="unknown", lastMessage="last words")
    say(id=message["id"], result=result)


for line in sys.stdin.buffer:
    said = json.loads(line)
    if "method" in said:
        threading.Thread(target=work, args=[said], daemon=True).start()
    else:
        waiting[said["id"]][1] = said
        waiting[said["id"]][0].set()
if fault == "stays":
    time.sleep(600)
os._exit(0)
