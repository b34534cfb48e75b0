"""The browser door: a request comes in; a page made on the server, or its twin in JSON or CSV, goes out.

    serving → sessions, guarding → site → visits → pages, entries, finding, plans, audits     to look at
                                             └───→ desk, inbox, articles, whatif               to write

`shelf` keeps the record that is served and what was worked out from it; `rendering`, `sheets` and `views` make a page
of statements.
"""
