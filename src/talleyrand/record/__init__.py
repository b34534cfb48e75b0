"""What is known, and who said so: a folder of YAML files comes in; entries, states and problems go out.

    folder → syntax → shapes → pages → loading → record → asof → lives, fates
                                          └──→ checks        editing

`entries` says what each kind holds; `lives` and `fates` say what an entry is in on a day.
"""
