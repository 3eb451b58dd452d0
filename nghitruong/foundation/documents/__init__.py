"""Documents: files by their content, their versions, official numbers, who may read them and who did.

A file is stored once under the hash of its bytes; a document is what people call by a name and a number, with one
version after another. Numbers run by kind, issuer and year without gaps or doubles, in the order of issue (Decree
30/2020, Art. 15). A file marked as a state secret has no place here (Law 117/2025) and is refused with the reason.

Verbs: add_document, add_version, change_document, change_access, give_number, withdraw_document, open_version.
"""
