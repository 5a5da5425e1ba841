"""What stays of an answer: in the browser, on paper, and what people say of it when it was wrong."""
