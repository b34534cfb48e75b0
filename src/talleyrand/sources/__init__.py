"""Documents in: bytes of a file, a stream or an address come in; a Document goes out, each word of it traced.

    folders, fetching → documents.read → decoding → text, markdown, html, pdf, word, mail
                             └──→ archive (the original, by its hash, beside the record)

A document is data: nothing in it is run, followed or obeyed.
"""
