"""An open workspace: its parts, each made when first asked for, shared by everybody who acts in it."""
