"""Records what pandas prints: python3 tools/goldens/pandas_text.py > tests/KerasDigits.Notebook.Tests/Frames/pandas.json (recorded with pandas 1.5.3, NumPy 1.24.2, a screen of 80 columns)."""
import contextlib
import io
import json
import os
import warnings

os.environ["COLUMNS"] = "80"
import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
PEOPLE = '''name,sex,age,fare,alive,born,deck
"Braund, Mr. Owen",male,22,7.25,False,1890-03-01,
"Cumings, Mrs. John",female,38,71.2833,True,1874-07-15,C85
Heikkinen Laina,female,26,7.925,True,1886-01-30,
"Futrelle ""Lily""",female,35,53.1,True,1877-12-24,C123
Allen William,male,35,8.05,False,1877-02-28,
Moran James,male,,8.4583,False,1882-05-05,
McCarthy Timothy,male,54,51.8625,False,1858-11-11,E46
'''
NUMBERS = '''id,x,y,big,small,mixed
1,0.5,10,1234567.5,0.00000012,1
2,-1.25,20,2.5,0.5,two
3,1e3,30,-7654321.25,1,3.5
4,,40,0,0.25,
'''
VALUES = np.array([[(i * 7919 + j * 104729) % 1000 / 8 for j in range(3)] for i in range(100)])
cases = []


def case(name, line):
    """A line whose value is printed, or lines of which the last is printed."""
    scope = {"pd": pd, "np": np, "df": pd.read_csv(io.StringIO(PEOPLE)), "nums": pd.read_csv(io.StringIO(NUMBERS)),
             "long": pd.DataFrame(VALUES, columns=["a", "b", "c"]), "wide": pd.DataFrame(np.arange(60).reshape(2, 30) * 1.5)}
    *first, last = line.split("\n")
    exec("\n".join(first), scope)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(last if last.startswith("df.info") else f"print({last})", scope)
    cases.append({"name": name, "python": line, "text": out.getvalue().rstrip("\n")})


for name, line in [line.split(" :: ", 1) for line in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pandas_lines.txt")).read().split("\n") if line]:
    case(name, line.replace("\\n", "\n"))
print(json.dumps({"people": PEOPLE, "numbers": NUMBERS, "cases": cases}, indent=0))
