"""Records a training of a PyTorch model and writes its path on a slice of the loss, as a scene of descent-tui."""

import json
import pathlib

import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters


class Recorder:
    """Of a model and its loss, a function without arguments that is the same whenever the weights are."""

    def __init__(self, model, loss):
        self.model, self.loss, self.paths = model, loss, {}

    def record(self, label="training"):
        """Remembers the weights and the loss, at the start and after each step; a label for each training."""
        with torch.no_grad():
            weights = parameters_to_vector(self.model.parameters()).double().cpu().clone()
            self.paths.setdefault(label, []).append((weights, float(self.loss())))

    def save(self, folder, plane="principal", size=61, margin=0.3, seed=0):
        """Writes a scene on a plane: "principal", "random" (filter by filter), or through three vectors of weights."""
        folder, own = pathlib.Path(folder), [p.detach().clone() for p in self.model.parameters()]
        folder.mkdir(parents=True, exist_ok=True)
        points = torch.stack([weights for path in self.paths.values() for weights, _ in path])
        origin, directions = self._plane(plane, points, own, torch.Generator().manual_seed(seed))
        across = torch.linalg.lstsq(directions.T, (points - origin).T, driver="gelsd").solution.T
        share = 1 - ((points - origin - across @ directions).norm() / (points - points.mean(0)).norm()) ** 2
        low, high = across.amin(0), across.amax(0)
        rim = max(margin * float((high - low).max()), 1.0 if plane == "random" else 1e-9)
        xs, ys = (torch.linspace(low[k] - rim, high[k] + rim, size, dtype=torch.float64).tolist() for k in (0, 1))
        with torch.no_grad(), open(folder / "landscape.csv", "w") as file:
            file.write("x,y,value\n")
            for x, y in ((x, y) for y in ys for x in xs):
                weights = origin + x * directions[0] + y * directions[1]
                vector_to_parameters(weights.to(own[0]), self.model.parameters())
                file.write(f"{x!r},{y!r},{float(self.loss())!r}\n")
            for parameter, kept in zip(self.model.parameters(), own):
                parameter.data = kept  # what a vector gave is a view of it, which training would change
        words = f"{100 * max(float(share), 0.0):.1f}% of the variance of the recorded paths lies in this plane."
        scene = f'description = "{words}"\nstart = {across[0].tolist()}\nobjective.grid = "landscape.csv"\n'
        for number, (label, path) in enumerate(self.paths.items()):
            rows, name = zip(across.tolist(), path), f"path-{number + 1}.csv"
            text = "".join(f"{step},{x!r},{y!r},{value!r}\n" for step, ((x, y), (_, value)) in enumerate(rows))
            (folder / name).write_text("step,x,y,value\n" + text)
            across = across[len(path) :]
            scene += f'[[path]]\nfile = "{name}"\nlabel = {json.dumps(label)}\n'
        (folder / "scene.toml").write_text(scene)

    def _plane(self, plane, points, own, generator):
        if not isinstance(plane, str):
            a, b, c = (torch.as_tensor(point).double().cpu() for point in plane)
            return a, torch.linalg.qr(torch.stack([b - a, c - a]).T).Q.T
        if plane == "principal":
            return points[-1], torch.linalg.svd(points - points[-1], full_matrices=False).Vh[:2]
        filters = lambda p: p.double().cpu().reshape(len(p), -1) if p.dim() > 1 else p.double().cpu().reshape(1, -1) * 0
        drawn = lambda f: torch.nn.functional.normalize(torch.randn(f.shape, generator=generator).to(f))
        direction = lambda: torch.cat([(drawn(f) * f.norm(dim=1, keepdim=True)).flatten() for f in map(filters, own)])
        return points[-1], torch.stack([direction(), direction()])
