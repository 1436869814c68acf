"""Records two short trainings and says what must hold of what was written."""

import sys

sys.path.insert(0, "docs")

import torch
from recorder import Recorder
from torch import nn

torch.manual_seed(0)
inputs = torch.randn(50, 2)
labels = (inputs.norm(dim=1) > 1.2).long()
model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2))


def loss():
    return nn.functional.cross_entropy(model(inputs), labels)


recorder = Recorder(model, loss)


def train(label):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    for _ in range(10):
        recorder.record(label)
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()


folder = sys.argv[1]
train('the "first"')
first = recorder.paths['the "first"']
start = first[0][0].clone()
corners = [first[0][0], first[5][0], first[9][0]]
recorder.save(f"{folder}/three", plane=corners, size=21)
before = loss().item()
recorder.save(f"{folder}/random", plane="random", size=7)
assert loss().item() == before, "saving changed the weights"
train("second")
recorder.save(f"{folder}/principal", size=15)
assert torch.equal(first[0][0], start), "training changed the recorded start"
print(*(first[index][1] for index in (0, 5, 9)))
