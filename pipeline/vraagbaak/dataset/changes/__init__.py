"""What a build changed against the release before it."""
