"""The one door to the project: `python3 scripts/dev.py COMMAND` (Windows: `py scripts\\dev.py COMMAND`).

Everything behind it lives in `devkit/`. This file stays readable for any Python 3, so that a Python which is too old
gets a sentence instead of a syntax error.
"""

import sys

OLDEST = (3, 11)


def version_problem(version):
    """What to tell the owner of this Python version (a tuple such as `sys.version_info`), or None when it will do."""
    if tuple(version[:2]) >= OLDEST:
        return None
    found = ".".join(str(part) for part in version[:3])
    needed = ".".join(str(part) for part in OLDEST)
    return "\n".join(
        [
            "Cần Python " + needed + " trở lên; máy đang dùng Python " + found + ".",
            "Cài bản mới từ python.org (Debian/Ubuntu: sudo apt install python3), rồi chạy lại bằng bản đó.",
            "Python " + needed + " or newer is needed; this is Python " + found + ".",
            "Install a newer one from python.org (Debian/Ubuntu: sudo apt install python3) and run this again with it.",
        ]
    )


def main(arguments):
    problem = version_problem(sys.version_info)
    if problem:
        sys.stderr.write(problem + "\n")
        return 2
    from devkit.commands import run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
