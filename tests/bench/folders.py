# SPDX-License-Identifier: MIT
# folders.py: a folder of text files, added for the first time, again with nothing changed, and with one file in a
# hundred changed; beside omindex, where it is installed.
import json
import os
import shutil

from tables import median, megabytes, print_table
from readers import as_text

MOST_FILES, A_FOLDER = 20000, 100
AGED = 1_500_000_000  # files that have just been written would be looked at more closely


def write_tree(corpus, folder):
    """[path] of text files in folders of a hundred."""
    shutil.rmtree(folder, ignore_errors=True)
    paths = []
    with open(corpus, encoding="utf-8") as source:
        for i, line in zip(range(MOST_FILES), source):
            below = os.path.join(folder, f"{i // A_FOLDER:03}")
            os.makedirs(below, exist_ok=True)
            paths.append(os.path.join(below, f"{i:05}.txt"))
            write_file(paths[-1], as_text(json.loads(line)), AGED)
    return paths


def write_file(path, text, time):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    os.utime(path, (time, time))


def change_some(paths, turn):
    for path in paths[::100]:
        with open(path, encoding="utf-8") as f:
            text = f.read()
        write_file(path, text + f"Changed {turn}.\n", AGED + turn)


def commands_of(quern, folder, index):
    """{name: (index, command)}"""
    commands = {"quern": (index, [quern.tool, "add", "-q", "-i", index, "--no-sync", "--sync", "--threads", "1", folder])}
    if shutil.which("omindex"):
        other = index + ".omega"
        commands["omindex"] = (other, ["omindex", "--db", other, "--url", "/", folder])
    return commands


def print_folders(quern, corpus, work, rounds):
    folder, index = os.path.join(work, "tree"), os.path.join(work, "index", "tree")
    paths, steps, rows = write_tree(corpus, folder), ("first", "unchanged", "1 % changed"), []
    for name, (place, command) in commands_of(quern, folder, index).items():
        runs = {step: [] for step in steps}
        for turn in range(1, rounds + 1):
            shutil.rmtree(place, ignore_errors=True)
            for step in steps:
                if step == "1 % changed":
                    change_some(paths, turn)
                run = quern.machine.run_checked(command)
                runs[step].append({"cpu_s": run.cpu_s, "written": run.written})
        shutil.rmtree(place, ignore_errors=True)
        first = median(runs["first"], "cpu_s")
        rows += [[name, step, f"{median(of_one, 'cpu_s'):.2f} s", f"{median(of_one, 'cpu_s') / max(first, 1e-6):.3f}",
                  megabytes(median(of_one, "written"))] for step, of_one in runs.items()]
    shutil.rmtree(folder)
    print_table(f"A folder of {len(paths):,} text files, one thread", ["what", "run", "CPU", "as a part of the first",
                                                                    "written, MB"], rows)
    if not shutil.which("omindex"):
        print("\nomindex is not installed.")
