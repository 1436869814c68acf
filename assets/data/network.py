"""Trains a small network on the penguins and samples its loss on a plane: the files of scenes/network.toml.

The network tells the three species from four measurements (4 inputs, 8 hidden tanh units, 3 outputs: 67
weights). Its loss is the cross-entropy with weight decay. It is trained twice from the same initial weights,
with SGD and with Adam. The plane goes through three points: the initial weights (the origin), where SGD ended
(on the x axis) and where Adam ended. The axes are orthonormal, so that distances on the map are distances
between weights.

    python3 assets/data/network.py      # needs torch; runs in seconds
"""

import csv
from pathlib import Path

import torch
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

HERE = Path(__file__).parent
FEATURES = ["bill_length_mm", "bill_depth_mm", "flipper_mm", "body_g"]
STEPS, BATCH, SEED = 150, 16, 3
DECAY = 0.01
# The part of the plane that is sampled: low, high, number of points.
X, Y = (-3.0, 9.0, 61), (-5.0, 7.0, 61)

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)  # sums come out the same on every machine


def penguins():
    with open(HERE / "penguins.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["species"] for row in rows})
    inputs = torch.tensor([[float(row[feature]) for feature in FEATURES] for row in rows])
    species = torch.tensor([names.index(row["species"]) for row in rows])
    return (inputs - inputs.mean(0)) / inputs.std(0), species


INPUTS, SPECIES = penguins()
loss_of = nn.CrossEntropyLoss()


def network():
    torch.manual_seed(SEED)
    return nn.Sequential(nn.Linear(len(FEATURES), 8), nn.Tanh(), nn.Linear(8, 3))


def loss_at(weights, model):
    """The loss over all penguins at these weights, decay included."""
    vector_to_parameters(weights, model.parameters())
    with torch.no_grad():
        return (loss_of(model(INPUTS), SPECIES) + DECAY / 2 * weights.square().sum()).item()


def train(make_optimizer):
    """The weights after each step, the initial ones first."""
    model = network()
    optimizer = make_optimizer(model.parameters())
    order = torch.Generator().manual_seed(SEED)
    path, waiting = [parameters_to_vector(model.parameters()).detach().clone()], []
    for _ in range(STEPS):
        if len(waiting) < BATCH:
            waiting = torch.randperm(len(INPUTS), generator=order).tolist()
        rows, waiting = waiting[:BATCH], waiting[BATCH:]
        optimizer.zero_grad()
        loss_of(model(INPUTS[rows]), SPECIES[rows]).backward()
        optimizer.step()
        path.append(parameters_to_vector(model.parameters()).detach().clone())
    return torch.stack(path)


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        file.write(header + "\n")
        # Adding 0 takes the sign off a rounded −0.
        file.writelines(",".join(f"{round(cell, 6) + 0:.6g}" for cell in row) + "\n" for row in rows)


def main():
    paths = {
        "network-sgd.csv": train(lambda weights: torch.optim.SGD(weights, lr=0.5, weight_decay=DECAY)),
        "network-adam.csv": train(lambda weights: torch.optim.Adam(weights, lr=0.05, weight_decay=DECAY)),
    }
    sgd, adam = paths.values()
    origin = sgd[0]
    along = (sgd[-1] - origin) / (sgd[-1] - origin).norm()
    across = (adam[-1] - origin) - ((adam[-1] - origin) @ along) * along
    axes = torch.stack([along, across / across.norm()])

    model = network()
    for name, path in paths.items():
        walked = path - origin
        on_plane = walked @ axes.T
        losses = [loss_at(weights, model) for weights in path]
        rows = zip(range(len(path)), *on_plane.T.tolist(), losses)
        write(name, "step,x,y,value", rows)
        share = on_plane.square().sum() / walked.square().sum()
        print(f"{name}: loss {losses[0]:.3f} to {losses[-1]:.4f}, {share:.1%} of the way lies in the plane")

    xs, ys = (torch.linspace(*axis).tolist() for axis in (X, Y))
    points = [(x, y) for y in ys for x in xs]
    rows = [(x, y, loss_at(origin + torch.tensor([x, y]) @ axes, model)) for x, y in points]
    write("network.csv", "x,y,value", rows)


if __name__ == "__main__":
    main()
