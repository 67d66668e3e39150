"""What words state: text, facts, designations, languages, directives, and whether two texts contradict each
other.
"""
