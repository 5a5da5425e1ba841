"""Teaches the bundled sentence encoder: one command, one seed, train data only.

``python -m zhengxie_qa.training.encoder --data DATA --output FOLDER``. The order of the work is
``material`` (texts and pairs) → ``vocabulary`` (tokenizer) → ``cooccurrence`` (first vectors) → ``contrastive``
(training on batches from ``sampling``, hard negatives from ``negatives``) → ``export`` (folding, rotation, int8)
→ ``figures`` (held-out retrieval).
"""
