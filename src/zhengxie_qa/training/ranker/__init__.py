"""The bundled ranker of passages: questions → candidates with figures → boosted trees.

In order: ``material`` (indexes, candidates, which of them hold the answer) → ``fit`` (LambdaMART, cross-validated by
document) → ``__main__``.
"""
