"""PyTorch's side of the benchmark: one process, with as many threads as its argument says.

For each request, a line of JSON on standard input, it trains and answers with a line of JSON. It trains nothing
while it waits, so that others can be measured in between.
"""
import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(int(sys.argv[1]))

X = torch.linspace(-10, 10, 1000).reshape(-1, 1)
Y = X**2


class Training:
    """The x² network, its optimiser and its loss."""

    def __init__(self):
        self.model = nn.Sequential(
            nn.Linear(1, 64), nn.GELU(), nn.Linear(64, 256), nn.GELU(), nn.Linear(256, 64), nn.GELU(), nn.Linear(64, 1)
        )
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.criterion = nn.MSELoss()

    def run(self, epochs):
        losses = []
        for _ in range(epochs):
            self.optimiser.zero_grad()
            loss = self.criterion(self.model(X), Y)
            loss.backward()
            self.optimiser.step()
            losses.append(loss.item())
        return losses


def whole_run():
    for epochs in [0, 10, 20, 30, 40, 50, 100, 200, 500]:
        Training().run(epochs)


def superposition():
    """100 sparse features through 10 neurons, each batch generated for its step."""
    steps, rows, features, probability = 1000, 2048, 100, 0.02
    model = nn.Sequential(nn.Linear(features, 10, bias=False), nn.ReLU(), nn.Linear(10, features, bias=False))
    optimiser = torch.optim.Adam(model.parameters(), lr=0.003)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, T_max=steps)
    for _ in range(steps):
        active = torch.rand(rows, features) < probability
        x = torch.where(active, 2 * torch.rand(rows, features) - 1, torch.zeros(()))
        optimiser.zero_grad()
        # A product is faster than a power.
        square = (model(x) - x.relu()).square()
        loss = (square * square).mean()
        loss.backward()
        optimiser.step()
        schedule.step()


kept = Training()
requests = {"epochs": lambda: kept.run(10), "whole-run": whole_run, "superposition": superposition}
for line in sys.stdin:
    start = time.perf_counter()
    requests[json.loads(line)]()
    print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)
