"""The reference notebook's own packs: `notebook_cells` (numbers of its cells, texts that it prints) and `notebook231` (its figures).

    python notebook.py LISTING                        # the cells' numbers: .ipynb, or .md in which fenced blocks are the cells; Python alone
    python notebook.py LISTING --run DATA --write     # runs the cells: TF 2.3.1, keras 2.4.3, keras-tuner 1.0.1, Matplotlib 3.3.2, scikit-learn, opencv

DATA is a folder with train_data.csv and test_data.csv, of which 300 and 120 rows are taken. Without --write all is compared: numbers, texts but
for the figures of training, and what lies behind the pictures but for the curves.
"""
import argparse
import ast
import codeop
import contextlib
import io
import json
import os
import pathlib
import re
import sys
import tempfile
import tokenize
import types

TESTS = pathlib.Path(__file__).resolve().parents[2] / "tests"
CELLS, PLOTS = TESTS / "KerasDigits.Tests" / "Goldens" / "notebook_cells.json", TESTS / "KerasDigits.Notebook.Tests" / "Goldens" / "notebook231"

# What the printed notebook lost at a page break, written after its neighbours; `rebuilt` in the pack.
SHAPE = "({0}.shape[0], {0}.shape[1], {0}.shape[2], 1)"
LOST = {
    21: "\n".join(f"{n}_images = {n}_images_flatten.reshape({SHAPE.format(n + '_images_flatten')})" for n in ("train", "validation")),
    22: "model_conv.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])",
    23: "stop = callbacks.EarlyStopping(monitor='loss', patience=5)\n"
        "lower = callbacks.ReduceLROnPlateau(monitor='val_loss', factor=0.1, patience=5)\n"
        "history_conv = model_conv.fit(train_images, train_labels, epochs=100, callbacks=[stop, lower],\n"
        "                              validation_data=(validation_images, validation_labels), verbose=0)",
    24: "history = pd.DataFrame(history_conv.history)\nplot_history(history)",
    25: "validation_loss_model_conv, validation_acc_model_conv = model_conv.evaluate(validation_images, validation_labels, verbose=0)\n"
        "print('validation_acc with model_dense:', round(validation_acc_model_dense, 3))\n"
        "print('validation_acc with model_conv:', round(validation_acc_model_conv, 3))",
}
# What runs shorter than it stands, and what Python cannot read as it is printed.
CHANGED = {
    8: [(r"mpl\.rcParams\['(\w+)', *(?:labelsizes?|labelsize) *= *(\d+)\]", r"mpl.rc('\1', labelsize=\2)")],
    23: [("epochs=100", "epochs=8")], 28: [("epochs=100", "epochs=4")], 35: [("epochs=100", "epochs=3")], 47: [("epochs=100", "epochs=2")],
    38: [('weights="imagenet"', "weights=None")], 53: [("HYPERBAND_MAX_EPOCHS *= *30", "HYPERBAND_MAX_EPOCHS=3")],
}
BEGIN = re.compile(r"^In \[(\d+)\](?::|\.\.\.) ?(.*)$")


def sound(code):
    """Whether lines are a program; `train_set: (9600, 784)` would be one to Python, and is what a cell printed."""
    try:
        return not any(isinstance(line, ast.AnnAssign) and line.value is None for line in ast.parse(code).body)
    except SyntaxError:
        return False


def unfinished(code):
    """Whether more lines could make it a program."""
    try:
        return codeop.compile_command(code, symbol="exec") is None
    except (SyntaxError, ValueError, OverflowError):
        return False


def runnable(number, code):
    """A cell's lines as they are run: without magic and with what runs shorter."""
    code = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in code.splitlines())
    for old, new in CHANGED.get(number, []):
        code = re.sub(old, new, code)
    return code


class Cell:
    """A cell of a listing under way: lines are taken until what it printed begins."""

    def __init__(self, number):
        self.number, self.lines, self.going = number, [], True

    def sound(self, lines):
        return sound(runnable(self.number, "\n".join(lines)))

    def fence(self, lines):
        """Takes a fenced block, or its lines down to an empty one, or none: what follows a whole cell is what it printed."""
        under = " " * len(f"In [{self.number}]: ")
        if not self.lines and all(line.startswith(under) or not line.strip() for line in lines[1:]):
            lines = lines[:1] + [line[len(under):] for line in lines[1:]]
        ends = [] if unfinished(runnable(self.number, "\n".join(self.lines + lines))) else [i for i in range(len(lines) - 1, 0, -1) if not lines[i].strip()]
        end = next((e for e in [len(lines)] + ends if self.sound(self.lines + lines[:e])), 0 if self.lines and self.sound(self.lines) else len(lines))
        self.lines += lines[:end]
        self.going = end == len(lines)


def cells(file):
    """Pairs of a cell's number and its code, in the notebook's order."""
    text = pathlib.Path(file).read_text(encoding="utf-8")
    if str(file).endswith(".ipynb"):
        made = [c for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
        return [(c.get("execution_count") or i + 1, "".join(c["source"])) for i, c in enumerate(made)]
    found, fence = [], None
    for line in text.splitlines():
        begins = BEGIN.match(line)
        if begins:
            found.append(Cell(int(begins.group(1))))
            line = begins.group(2)
        if line.startswith("```"):
            if fence and found and found[-1].going:
                found[-1].fence(fence)
            fence = [] if fence is None else None
        elif fence is not None:
            fence = [line] if begins else fence + [line]
        elif found and found[-1].going and line.strip():
            if begins or line.startswith("`"):
                found[-1].lines += [line.strip().strip("`")] if line else []
            else:  # prose, or what the cell gave
                found[-1].going = False
    made, lost = [], {number: code for number, code in LOST.items() if number not in [cell.number for cell in found]}
    for cell in found:
        if lost and cell.number > max(lost):
            made += sorted(lost.items())
            lost = {}
        made.append((cell.number, "\n".join(cell.lines)))
    return made


def numbers(code):
    """The numbers of a cell's lines, those inside def and class apart; strings and comments have none."""
    outside, inside, within = [], [], False
    read = io.StringIO(runnable(None, code) + "\n").readline
    with contextlib.suppress(tokenize.TokenError):
        for token in tokenize.generate_tokens(read):
            if token.start[1] == 0 and token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING):
                within = token.string in ("def", "class", "@")
            if token.type == tokenize.NUMBER:
                (inside if within else outside).append(ast.literal_eval(token.string))
    return {"numbers": outside, "numbers_in_definitions": inside}


def printed(text):
    """Lines as a terminal shows them in the end: colours and the bars under way left out."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).replace("\b", "").split("\n")
    return [line.split("\r")[-1] for line in (lines[:-1] if lines[-1] == "" else lines)]


def run(listing, data, folder):
    """Runs the cells; gives the lines that they print, and what lies behind each picture."""
    import matplotlib
    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    plt.rcParams.update({"figure.figsize": (6.0, 4.0), "figure.dpi": 72, "figure.subplot.bottom": 0.125, "figure.facecolor": (1, 1, 1, 0), "figure.edgecolor": (1, 1, 1, 0)})
    try:
        import IPython.display
    except ImportError:  # cell 101 asks it to clear what a terminal does not
        display = types.SimpleNamespace(clear_output=lambda wait=False: None)
        sys.modules["IPython"] = types.SimpleNamespace(display=display, get_ipython=lambda: None)
    for name, rows in (("train_data.csv", 300), ("test_data.csv", 120)):
        with open(os.path.join(data, name)) as file:
            pathlib.Path(folder, name).write_text("".join(line for line, _ in zip(file, range(rows))))
    names, lines, plots, home = {"__name__": "__main__"}, [], {}, os.getcwd()
    os.chdir(folder)
    try:
        for number, code in listing:
            tree, text, value = ast.parse(runnable(number, code)), io.StringIO(), None
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            with contextlib.redirect_stdout(text):
                exec(compile(tree, f"cell {number}", "exec"), names)
                if last is not None:
                    value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)
            lines += printed(text.getvalue())
            if value is not None:
                shown = re.sub(r"0x[0-9a-f]+", "0x264b633f048", repr(value))
                shown = re.sub(r"(matplotlib\.\w+\.AxesImage) at", r"\1 object at", shown)
                lines += f"Out[{number}]: {shown}".split("\n")
            for figure in map(plt.figure, plt.get_fignums()):
                picture = f"cell_{number:02}.png"
                plots[picture] = behind(figure)
                figure.savefig(picture, dpi=72, bbox_inches="tight")
            plt.close("all")
    finally:
        os.chdir(home)
    return lines, plots


def rounded(values):
    return [float(f"{float(v):.6g}") for v in values]


def behind(figure):
    import matplotlib.colors
    import numpy as np
    figure.canvas.draw()
    axes = []
    for ax in figure.axes:
        made = {"box": rounded(ax.get_position().bounds), "axis_on": ax.axison, "xlim": rounded(ax.get_xlim()), "ylim": rounded(ax.get_ylim()),
                "xlabel": ax.get_xlabel(), "ylabel": ax.get_ylabel(), "title": ax.get_title(), "xlabel_size": ax.xaxis.label.get_size(),
                "ylabel_size": ax.yaxis.label.get_size(), "xtick_size": sorted({t.get_size() for t in ax.get_xticklabels()}),
                "ytick_size": sorted({t.get_size() for t in ax.get_yticklabels()}), "xticks": rounded(ax.get_xticks()), "yticks": rounded(ax.get_yticks()),
                "xticklabels": [t.get_text() for t in ax.get_xticklabels()], "yticklabels": [t.get_text() for t in ax.get_yticklabels()],
                "grid": any(line.get_visible() for line in ax.get_xgridlines()), "lines": [], "images": []}
        for line in ax.lines:
            made["lines"].append({"label": line.get_label(), "x": rounded(line.get_xdata()), "y": rounded(line.get_ydata()), "style": line.get_linestyle(),
                                  "width": line.get_linewidth(), "color": matplotlib.colors.to_hex(line.get_color()), "marker": str(line.get_marker())})
        for image in ax.images:
            data = np.asarray(image.get_array())
            entry = {"shape": list(data.shape), "data": rounded(data.ravel()), "cmap": image.get_cmap().name, "interpolation": image.get_interpolation(),
                     "origin": image.origin, "extent": rounded(image.get_extent()), "clim": rounded(image.get_clim()), "aspect": str(ax.get_aspect())}
            if data.ndim == 3:
                entry.update({"data": np.rint(data.ravel() * 256).astype(int).tolist(), "data_is": "integers: the values times 256, rounded"})
            made["images"].append(entry)
        legend = ax.get_legend()
        if legend is not None:
            made["legend"] = {"labels": [t.get_text() for t in legend.get_texts()], "size": legend.get_texts()[0].get_size(), "loc": legend._loc,
                              "real_loc_box": rounded(legend.get_window_extent().bounds)}
        axes.append(made)
    return {"figsize_inches": rounded(figure.get_size_inches()), "dpi": figure.dpi, "facecolor": rounded(figure.get_facecolor()), "axes": axes}


def still(line):
    """A line without what training, the clock and chance make of it."""
    return re.sub(r"[0-9a-f]{32}|\d+(\.\d+)?(e-?\d+)?(ms|us|s)?", "#", re.sub(r"\b(relu|sigmoid)\b", "act", line))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("listing")
    parser.add_argument("--run", metavar="DATA", help="folder with train_data.csv and test_data.csv")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    listing, wrong = cells(options.listing), 0
    pack = json.loads(CELLS.read_text(encoding="utf-8"))
    made = [{"cell": number, "rebuilt": number in LOST, **numbers(code)} for number, code in listing]
    for entry in made:
        old = next((c for c in pack["cells"] if c["cell"] == entry["cell"]), None)
        if old != entry:
            wrong += 1
            print(f"cell {entry['cell']}: {entry} instead of {old}")
    missing = [c["cell"] for c in pack["cells"] if c["cell"] not in dict(listing)]
    wrong += len(missing)
    print(f"{len(made)} cells, {wrong} not as recorded, {missing} missing")
    if options.run:
        with tempfile.TemporaryDirectory() as folder:
            lines, plots = run(listing, options.run, folder)
            old = [still(line) for line in pack["text"]]
            unlike = sorted(set(map(still, lines)) ^ set(old))
            print(f"{len(lines)} lines, {len(unlike)} unlike the recorded ones", *unlike, sep="\n   ")
            recorded = json.loads((PLOTS / "plots.json").read_text(encoding="utf-8"))
            for name, old in recorded["plots"].items():
                same = name in plots and all(plots[name][k] == old[k] for k in ("figsize_inches", "dpi", "facecolor"))
                print(f"{name}: {'as recorded, curves aside' if same else 'another figure'}")
                wrong += not same
            wrong += len(unlike)
            if options.write:
                pack["text"] = lines
                recorded["plots"] = {name: plots[name] for name in recorded["plots"] if name in plots}
                (PLOTS / "plots.json").write_text(json.dumps(recorded, ensure_ascii=False) + "\n", encoding="utf-8")
                for name in recorded["plots"]:
                    (PLOTS / name).write_bytes(pathlib.Path(folder, name).read_bytes())
    if options.write:
        pack["cells"] = made
        CELLS.write_text(json.dumps(pack, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if options.write or not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
