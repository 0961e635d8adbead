"""The web: fetching from it with care, and the loaders of what is fetched. `dispatch.load` is its one way in."""
