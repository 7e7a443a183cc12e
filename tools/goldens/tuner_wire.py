"""What KerasTuner's chief and its workers say to each other: pack "tuner_wire".

    python tuner_wire.py OUT.json

Needs KerasTuner 1.4.7 and grpcio. A proxy stands between the chief and two workers; it lets one call through at a time and writes the messages down in base64.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile
import threading
from concurrent import futures

CHIEF_PORT, PROXY_PORT = 8301, 8302
RUNS = [
    {"name": "random", "oracle": "RandomSearch", "arguments": {"max_trials": 8, "seed": 7, "max_retries_per_trial": 1}, "objective": ["score", "min"]},
    {"name": "hyperband", "oracle": "Hyperband", "arguments": {"max_epochs": 4, "factor": 2, "seed": 7}, "objective": ["score", "max"]},
    {"name": "grid", "oracle": "GridSearch", "arguments": {}, "objective": ["score", "max"]},
]


def member(run, folder):
    """One process of a search: chief or worker, as the environment says."""
    import keras_tuner

    class Tuner(getattr(keras_tuner, run["oracle"])):
        def run_trial(self, trial, **kwargs):
            hp = trial.hyperparameters
            hp.Boolean("late")
            number = int(trial.trial_id)
            if run["name"] == "random" and number == 2 and not os.path.exists(os.path.join(folder, "failed")):
                open(os.path.join(folder, "failed"), "w").close()
                raise ValueError("the first time it fails")
            return {"score": hp.get("units") + number / 10, "other": 2.5 * number}

    def build(hp):
        hp.Int("units", 8, 64, step=8)
        hp.Float("rate", 1e-3, 1.0, sampling="log")
        hp.Boolean("flag")

    name, direction = run["objective"]
    tuner = Tuner(build, objective=keras_tuner.Objective(name, direction), directory=folder, project_name="p", **run["arguments"])
    tuner.search(verbose=0)


def record(run):
    """All exchanges of one search, in the chief's order."""
    import grpc

    exchanges, gate = [], threading.Lock()
    chief = grpc.insecure_channel(f"127.0.0.1:{CHIEF_PORT}")

    class Proxy(grpc.GenericRpcHandler):
        def service(self, details):
            def handle(request, context):
                caller = dict(context.invocation_metadata()).get("user-agent", "") + context.peer()
                entry = {"caller": caller, "method": details.method, "request": base64.b64encode(request).decode()}
                with gate:
                    try:
                        response = chief.unary_unary(details.method)(request, timeout=60, wait_for_ready=True)
                        entry["response"] = base64.b64encode(response).decode()
                    except grpc.RpcError as e:
                        entry["error"] = {"code": e.code().name, "details": e.details()}
                    if not exchanges or {k: exchanges[-1].get(k) for k in entry} != entry:
                        exchanges.append(entry)
                if "error" in entry:
                    context.abort(grpc.StatusCode[entry["error"]["code"]], entry["error"]["details"])
                return response

            return grpc.unary_unary_rpc_method_handler(handle)

    server = grpc.server(futures.ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers([Proxy()])
    server.add_insecure_port(f"127.0.0.1:{PROXY_PORT}")
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        def start(name, port):
            env = dict(os.environ, KERASTUNER_TUNER_ID=name, KERASTUNER_ORACLE_IP="127.0.0.1", KERASTUNER_ORACLE_PORT=str(port))
            return subprocess.Popen([sys.executable, __file__, "--member", json.dumps(run), folder], env=env)

        members = [start("chief", CHIEF_PORT), start("tuner0", PROXY_PORT), start("tuner1", PROXY_PORT)]
        for process in members:
            process.wait()
        with open(os.path.join(folder, "p", "oracle.json")) as f:
            space = json.load(f)["hyperparameters"]["space"]
    server.stop(None)
    # A connection is a worker; which is which, its first question says.
    names = {}
    for e in exchanges:
        if e["method"].endswith("CreateTrial"):
            names[e["caller"]] = base64.b64decode(e["request"])[2:].decode()
    for e in exchanges:
        e["caller"] = names.get(e["caller"], e["caller"])
    return dict(run, space=space, exchanges=exchanges)


if __name__ == "__main__":
    if sys.argv[1] == "--member":
        member(json.loads(sys.argv[2]), sys.argv[3])
    else:
        with open(sys.argv[1], "w") as f:
            json.dump({"runs": [record(run) for run in RUNS]}, f)
