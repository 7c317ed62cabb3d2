"""What a person does to a workspace: change, undo, share. It alone writes the user's files."""
