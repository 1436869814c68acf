"""How fast JAX takes Adam steps in one compiled scan, and fills fields, on one core.

    taskset -c 0 python3 benches/peers/jax_steps_and_fields.py

Says so, and no more, where JAX is missing.
"""
import os
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
try:
    import jax
    import jax.numpy as jnp
except ImportError:
    sys.exit("JAX is not here")
jax.config.update("jax_enable_x64", True)


def himmelblau(x, y):
    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2


FIELDS = {
    "himmelblau": himmelblau,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    "ravine": lambda x, y: 4 * (jnp.sqrt(1 + x * x) - 1) + 10 * y * y,
    "rastrigin": lambda x, y: 20 + x * x - 10 * jnp.cos(2 * jnp.pi * x) + y * y - 10 * jnp.cos(2 * jnp.pi * y),
    "ackley": lambda x, y: -20 * jnp.exp(-0.2 * jnp.sqrt((x * x + y * y) / 2))
    - jnp.exp((jnp.cos(2 * jnp.pi * x) + jnp.cos(2 * jnp.pi * y)) / 2) + 20 + jnp.e,
}


def adam(steps):
    slope = jax.value_and_grad(lambda p: himmelblau(p[0], p[1]))

    def step(state, t):
        p, m, v = state
        value, g = slope(p)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        to = p - 0.002 * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8)
        return (to, m, v), (to, value)

    times = jnp.arange(1, steps + 1, dtype=jnp.float64)
    return jax.jit(lambda p: jax.lax.scan(step, (p, jnp.zeros(2), jnp.zeros(2)), times))


def best(run, times):
    jax.block_until_ready(run())
    least = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        jax.block_until_ready(run())
        least = min(least, time.perf_counter() - start)
    return least


for steps, times in ((2_000, 20), (1_000_000, 4)):
    walk, start = adam(steps), jnp.array([0.5, -0.4])
    print(f"Adam, {steps} steps: {best(lambda: walk(start), times) / steps * 1e9:.1f} ns a step")
xs, ys = jnp.linspace(-5, 5, 400), jnp.linspace(-5, 5, 200)
grid = jnp.meshgrid(xs, ys)
for name, field in FIELDS.items():
    whole = jax.jit(field)
    axes = jax.jit(lambda a, b, field=field: field(a[None, :], b[:, None]))
    print(f"{name}, 400×200: {best(lambda: whole(*grid), 200) * 1e6:.0f} µs; on axes {best(lambda: axes(xs, ys), 200) * 1e6:.0f} µs")
