"""`make test-rasa`: a real Rasa, trained on our files, held to what our own engine promises."""
