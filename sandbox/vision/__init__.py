"""Google Cloud Vision v1 as its official REST client speaks it; labels are made up from the picture's bytes."""
