"""One file in, text with positions out: untrusted bytes are parsed in a limited child process, never in this
one.
"""
