# Plays the chief of Python's KerasTuner with grpcio alone: python3 chief.py RECORDING RUN WORKER. Prints its port, and answers the worker what the recorded chief answered it, in that order.
import base64
import json
import sys
import threading
from concurrent import futures

import grpc

runs = json.load(open(sys.argv[1]))["runs"]
exchanges = [e for e in next(r for r in runs if r["name"] == sys.argv[2])["exchanges"]
             if e.get("caller") == sys.argv[3] and not e["method"].endswith("GetBestTrials")]
gate = threading.Lock()


def answer(method, context):
    with gate:
        if not exchanges or exchanges[0]["method"] != method:
            context.abort(grpc.StatusCode.INTERNAL, "the recorded worker asked " + (exchanges[0]["method"] if exchanges else "nothing more"))
        exchange = exchanges.pop(0)
        if "error" in exchange:
            context.abort(grpc.StatusCode[exchange["error"]["code"]], exchange["error"]["details"])
        return base64.b64decode(exchange["response"])


class Chief(grpc.GenericRpcHandler):
    def service(self, details):
        # Of other services grpcio itself says that they are not implemented, as it does for KerasTuner's chief.
        if details.method.startswith("/keras_tuner.Oracle/"):
            return grpc.unary_unary_rpc_method_handler(lambda request, context: answer(details.method, context))
        return None


server = grpc.server(futures.ThreadPoolExecutor(max_workers=1), handlers=[Chief()])
print(server.add_insecure_port("127.0.0.1:0"), flush=True)
server.start()
sys.stdin.read()
