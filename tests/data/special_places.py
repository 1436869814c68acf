"""Writes special-places.tsv: value, gradient and Hessian of formulas at their special places, computed
with fifty digits by mpmath's difference quotients. `python3 special_places.py > special-places.tsv`"""

import re

import mpmath as mp

mp.mp.dps = 50

FUNCTIONS = dict(
    sin=mp.sin, cos=mp.cos, tan=mp.tan, asin=mp.asin, acos=mp.acos, atan=mp.atan, atan2=mp.atan2,
    sinh=mp.sinh, cosh=mp.cosh, tanh=mp.tanh, exp=mp.exp, expm1=lambda a: mp.exp(a) - 1,
    ln=mp.ln, log=mp.ln, log1p=lambda a: mp.ln(1 + a), log2=lambda a: mp.log(a, 2), log10=mp.log10,
    sqrt=mp.sqrt, cbrt=lambda a: mp.sign(a) * mp.cbrt(abs(a)), abs=abs, sign=mp.sign, floor=mp.floor,
    min=min, max=max, hypot=mp.hypot, pow=lambda a, b: a**b, sigmoid=lambda a: 1 / (1 + mp.exp(-a)),
    softplus=lambda a: mp.ln(1 + mp.exp(a)), relu=lambda a: max(a, mp.mpf(0)), gauss=lambda a: mp.exp(-a * a),
    erf=mp.erf, ceil=mp.ceil, round=mp.nint, mod=lambda a, b: a - b * mp.floor(a / b), pi=mp.pi,
)

ANYWHERE = [0, 1, -1, 0.5, 1e-8, 20, -20, 40, -40, 300, -300]
PLACES = {
    "sin(x)": ANYWHERE + [1e22, 22], "cos(x)": ANYWHERE + [1e22, 11], "tan(x)": ANYWHERE + [1.5707963267948966],
    "asin(x)": [0, 0.5, -0.5, 1 - 1e-10, -1 + 1e-10, 0.9999999999999999],
    "acos(x)": [0, 0.5, -0.5, 1 - 1e-10, -1 + 1e-10, 0.9999999999999999],
    "atan(x)": ANYWHERE + [1e60, -1e60], "sinh(x)": ANYWHERE, "cosh(x)": ANYWHERE,
    "tanh(x)": ANYWHERE, "exp(x)": ANYWHERE, "expm1(x)": ANYWHERE, "sigmoid(x)": ANYWHERE + [700, -700, 0.01],
    "softplus(x)": ANYWHERE + [700, -700], "gauss(x)": [0, 1, -1, 0.5, 1e-8, 5],
    "ln(x)": [1, 1e-300, 1e300, 1 + 1e-9], "log2(x)": [1, 8, 1e-300, 1e300], "log10(x)": [1, 100, 1e-300, 1e300],
    "log1p(x)": [0, 1, 1e-20, -1 + 1e-10, 1e300], "sqrt(x)": [1, 4, 1e-300, 1e300],
    "cbrt(x)": [1, -1, 8, -8, 1e-200, 1e300], "abs(x)": [1, -1, 1e-300, -1e300], "sign(x)": [1, -1],
    "erf(x)": [0, 1, -1, 0.5, 1e-8, 5, -5], "ceil(x)": [0.5, -0.5], "round(x)": [0, 1, 0.25, -1.75],
    "mod(x, 2)": [0.5, -0.5, 7], "mod(x, -2)": [1, -1], "floor(x)": [0.5, -0.5, 1.5], "relu(x)": [1, -1, 1e-300], "x^2": [0, 1, -1, 1e150],
    "x^3": [0, 1, -1, 1e100], "x^0": [0, 1], "x^1": [0, -1], "x^-1": [1, -1, 1e-100], "x^-2": [1, -1, 1e60],
    "x^0.5": [1, 4], "x^2.5": [1, 4], "x^3.5": [1], "x^17": [0, 1, -1], "x^(x-1)": [1, 2, 3, 0.5],
    "x^x": [1, 2, 0.25], "2^x": [0, 1, -1, 300], "pow(x, x - 2)": [2, 1], "1/x": [1, -1, 1e100, 1e-100],
    "abs(x)^2": [0, 1, -1], "abs(x)*abs(x)": [0, -2], "abs(x)^4": [0, -1], "abs(x)^3": [0, 1, -1],
    "sqrt(x^2)^2": [0, 3], "cos(abs(x))": [0, -1], "sqrt(x^4)": [0, 1], "(x^2)^1.5": [0, -1],
    "cbrt(x)^3": [-1, 2], "cbrt(x^6)": [0, 1], "sin(abs(x))*abs(x)": [0, 1], "max(x, -x)^2": [1, -1],
    "sin(x)/x": [1, -2], "if(x - 1, 2*x, x^2)": [0, 2], "min(x, 2*x)": [1, -1], "max(x, 1/x)": [2, 0.5],
    "tanh(2*x)": [20, -9], "sigmoid(-3*x)": [15, -30], "log(1 + exp(x))": [0, 1, -1],
}
PLANE = {
    "x^y": [(2, 0), (2, 1), (2, 2), (1, 0), (0.5, 0), (1, 5), (0, 3), (0, 4.5), (3, -1)],
    "(x^2+1)^y": [(2, 0), (0, 0), (1, 2), (0, 2)], "pow(x, y)": [(2, 0)], "(x+1)^(y-1)": [(1, 1)],
    "(x*y)^(x-y)": [(1, 1), (2, 2)], "y^(x^2)": [(0, 2), (1, 2)], "(1+x^2)^(y^2)": [(1, 0)],
    "3^(x*y)": [(0, 0), (1, -1)], "x^2*y^2": [(0, 0), (1, -1)],
    "hypot(x, y)": [(3, 4), (1e200, 1e200), (1e-200, 1e-200), (0, 1), (-1, 0), (1, 1e-200)],
    "hypot(x, y)^2": [(0, 0), (3, 4)], "cos(hypot(x, y))": [(0, 0), (1, 1)],
    "hypot(x, y)^3": [(0, 0), (1, 0)], "hypot(x, y)^4": [(0, 0), (0, 1)],
    "atan2(x, y)": [(0, 1), (1, 0), (-1, 0), (1, 1), (1e200, 1e200), (1e-150, 2e-150), (1, -1)],
    "sqrt(x^2+y^2)^2": [(0, 0), (3, 4)], "sqrt(x^2+y^2)*sin(sqrt(x^2+y^2))": [(0, 0), (1, 2)],
    "exp(-sqrt(x^2+y^2)^2)": [(0, 0)], "(x^2+y^2)^1.5": [(0, 0), (1, 1)], "(x^2+y^2)^2.5": [(0, 0)],
    "cos(12*sqrt(x^2+y^2))": [(0, 0)], "cosh(sqrt(2*x^2+y^2))": [(0, 0)], "sqrt((x^2+y^2)^2)": [(0, 0), (1, 2)],
    "pow(abs(x), y)": [(1, 0)], "(x^2)^y": [(1, 0)], "x^(2*y)": [(1, 0)], "max(x, 0)^y": [(1, 0)],
    "hypot(abs(x), max(x, y))": [(0, 1)], "gauss(abs(x))": [(0, 0)], "max(x, y)*min(x, y)": [(0, 0), (1, 1)],
    "x/y": [(1, 1), (0, 1), (1e100, 1e-100)], "max(x, y)": [(1, 0), (0, 1)], "min(x, y)": [(1, 0), (-1, 1)],
    "tanh(x + y)": [(20, 1)], "sigmoid(x*y)": [(5, 8), (-5, 8)], "softplus(x - y)": [(30, -20), (-30, 20)],
    "x*exp(-x^2-y^2)": [(0, 0), (3, 3)], "sin(x)*cos(y)": [(0, 0), (1e5, 1e5)], "ln(x*y)": [(1, 1), (1e-100, 1e-100)],
    "abs(x*y)^2": [(0, 0), (1, -2)], "sqrt(1 + abs(x)^2)": [(0, 1)], "-(1 + cos(12*sqrt(x^2+y^2)))/(0.5*(x^2+y^2) + 2)": [(0, 0), (1, 0)],
}


def computed(text):
    code = re.sub(r"(?<![\w.])(\d+\.?\d*(?:e-?\d+)?)", r'mpf("\1")', text.replace("^", "**"))
    code = re.sub(r"if\((.*?), (.*), (.*)\)", r"((\2) if (\1) > 0 else (\3))", code)
    names = dict(FUNCTIONS, mpf=mp.mpf)
    return lambda x, y: mp.mpf(mp.re(eval(code, names, dict(x=x, y=y))))


# What a quotient leaves of a derivative that is 0, and what float64 cannot hold.
FLOOR = mp.mpf("1e-323")


def shown(number):
    return mp.nstr(number, 20) if abs(number) > FLOOR else "0.0"


print("# formula, x, y, then J, its gradient (2) and Hessian (xx, xy, yy) with twenty of fifty digits;")
print("# written by special_places.py (mpmath 1.3)")
for text, places in list(PLACES.items()) + list(PLANE.items()):
    function = computed(text)
    for place in places:
        x, y = (mp.mpf(c) for c in (place if isinstance(place, tuple) else (place, 0.25)))
        numbers = []
        for orders in [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]:
            # Relative steps, so that places of any size have room for them; long enough digits that
            # no quotient loses fifty of them.
            with mp.workdps(2000):
                width = [abs(c) if c and not 0.1 < abs(c) < 10 else mp.mpf(1) for c in (x, y)]
                h = mp.mpf(10) ** -340
                if orders == (0, 0):
                    number = function(x, y)
                else:
                    dx, dy = (h * w for w in width)
                    at = lambda i, j: function(x + i * dx, y + j * dy)
                    if orders == (1, 0):
                        number = (at(1, 0) - at(-1, 0)) / (2 * dx)
                    elif orders == (0, 1):
                        number = (at(0, 1) - at(0, -1)) / (2 * dy)
                    elif orders == (2, 0):
                        number = (at(1, 0) - 2 * at(0, 0) + at(-1, 0)) / dx**2
                    elif orders == (0, 2):
                        number = (at(0, 1) - 2 * at(0, 0) + at(0, -1)) / dy**2
                    else:
                        number = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * dx * dy)
            numbers.append(number)
        places = [repr(float(c)) for c in (x, y)]
        print(text, *places, *[shown(mp.mpf(n)) for n in numbers], sep="\t")
