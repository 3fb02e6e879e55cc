"""The package `implicit`, driven line by line: one JSON command a line in, one JSON answer out.

Commands: load (sparse matrix and initial vectors from raw files), epoch, loss, recommend, dump
(vectors into raw files).
"""
import json
import sys
import time

import implicit
import numpy as np
import scipy.sparse as sparse
from implicit.cpu import _als
from implicit.cpu.als import AlternatingLeastSquares

state = {}


def load(command):
    users, items = command["users"], command["items"]
    offsets = np.fromfile(command["offsets"], dtype=np.int32)
    columns = np.fromfile(command["columns"], dtype=np.int32)
    confidence = np.full(len(columns), command["confidence"], dtype=np.float32)
    matrix = sparse.csr_matrix((confidence, columns, offsets), shape=(users, items))
    d = command["factorCount"]
    model = AlternatingLeastSquares(
        factors=d,
        regularization=command["regularization"],
        alpha=1.0,
        num_threads=command["threads"],
        random_state=0,
    )
    model.user_factors = np.fromfile(command["userFactors"], dtype=np.float32).reshape(users, d)
    model.item_factors = np.fromfile(command["itemFactors"], dtype=np.float32).reshape(items, d)
    state.update(model=model, by_user=matrix, by_item=matrix.T.tocsr(), threads=command["threads"])
    return {"version": implicit.__version__, "numpy": np.__version__}


def epoch(_):
    model, threads = state["model"], state["threads"]
    wall, cpu = time.perf_counter(), time.process_time()
    x, y, ridge = model.user_factors, model.item_factors, model.regularization
    model.solver(state["by_user"], x, y, ridge, num_threads=threads)
    model.solver(state["by_item"], y, x, ridge, num_threads=threads)
    return {"seconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu}


def loss(_):
    model = state["model"]
    value = _als.calculate_loss(
        state["by_user"],
        model.user_factors,
        model.item_factors,
        model.regularization,
        num_threads=state["threads"],
    )
    return {"loss": float(value)}


def recommend(command):
    """One user at a time, what they know left out."""
    model, by_user = state["model"], state["by_user"]
    users, k = command["users"], command["k"]
    rows = [by_user[user] for user in users]
    lists, seconds = [], []
    for user, row in zip(users, rows):
        start = time.perf_counter()
        ids, _scores = model.recommend(user, row, N=k, filter_already_liked_items=True)
        seconds.append(time.perf_counter() - start)
        lists.append(ids.tolist())
    return {"lists": lists, "seconds": seconds}


def dump(command):
    state["model"].user_factors.astype(np.float32).tofile(command["userFactors"])
    state["model"].item_factors.astype(np.float32).tofile(command["itemFactors"])
    return {}


COMMANDS = {"load": load, "epoch": epoch, "loss": loss, "recommend": recommend, "dump": dump}

for line in sys.stdin:
    command = json.loads(line)
    print(json.dumps(COMMANDS[command["do"]](command)), flush=True)
