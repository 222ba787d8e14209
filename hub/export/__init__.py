"""Records taken out of the hub as tables: `GET /export/<record>.csv`, for whom the rules allow the act `export`.

`asked` reads what is wanted, `columns` are those of a record type with their texts, `rows` reads it page by page under
the reader's rules, `view` is the address.
"""
