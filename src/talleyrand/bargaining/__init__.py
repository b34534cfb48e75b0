"""What both could sign, carry at home and keep: a negotiation file comes in, a statement on each question goes out.

    sheets → rules → loading → negotiation      the file, read and checked: `entries` says what it may hold
    scale, clauses → solving → packages         the efficient packages, in whole numbers: `frontier`, or `exact`
    draws → robust → finding_out                what of it stands when the guesses move
    ratify, win_sets                            what each home would carry
    ladder, stability, roadmap                  what holds once it is signed, and who does what by when
    asking → subjects                           one question, answered by `tabled`, `surviving`, `ratified` or `upheld`

`amending` and `spreadsheet` change a file, `importing` makes one of what other programs wrote. `theory` and `sharing`
hold what textbooks say in one formula, to hold the larger models against.
"""
