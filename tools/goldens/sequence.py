"""Pack `sequence`: pad_sequences, Tokenizer, text_to_word_sequence, one_hot, TimeseriesGenerator and what adapt() learns. tf.keras 2.15.

The kind of a case is the beginning of its name.
"""
import numpy as np
import tensorflow as tf

import pack

TEXT, SEQUENCE, LAYERS = tf.keras.preprocessing.text, tf.keras.preprocessing.sequence, tf.keras.layers


def record(case, arrays):
    name = case["name"]
    if name.startswith("pad_"):
        return {"out": SEQUENCE.pad_sequences(case["sequences"], **case["kwargs"])}
    if name.startswith("tokenizer_"):
        return tokenizer(case)
    if name == "words":
        return {"out": TEXT.text_to_word_sequence(case["text"])}
    if name.startswith("one_hot_"):
        return {"out": TEXT.hashing_trick(case["text"], case["n"], hash_function=name[len("one_hot_"):])}
    if name.startswith("timeseries_"):
        made = SEQUENCE.TimeseriesGenerator(np.array(case["data"], "float32"), np.array(case["targets"], "float32"), **case["kwargs"])
        return {"length": len(made), "batches": [[x.tolist(), y.tolist()] for x, y in (made[i] for i in range(len(made)))]}
    if name.startswith("text_vectorization"):
        mode = name[len("text_vectorization"):].lstrip("_") or "int"
        keywords = {"output_sequence_length": len(case["out"][0])} if mode == "int" else {}
        layer = LAYERS.TextVectorization(max_tokens=len(case["vocabulary"]), output_mode=mode, **keywords)
        layer.adapt(case["texts"])
        return {"vocabulary": layer.get_vocabulary(), "out": layer(tf.constant(case["texts"])).numpy()}
    if name == "string_lookup":
        layer = LAYERS.StringLookup(vocabulary=[w for w in case["vocabulary"] if w != "[UNK]"])
        return {"vocabulary": layer.get_vocabulary(), "out": layer(tf.constant(case["inputs"])).numpy()}
    x = np.array(case.get("x", []), "float32")
    if name == "normalization_adapt":
        layer = LAYERS.Normalization()
        layer.adapt(x)
        return {"mean": layer.mean.numpy(), "variance": layer.variance.numpy(), "out": layer(x).numpy()}
    if name == "discretization_adapt":
        layer = LAYERS.Discretization(num_bins=len(case["boundaries"]) + 1)
        layer.adapt(x)
        return {"boundaries": layer.bin_boundaries}
    return None


def tokenizer(case):
    made = TEXT.Tokenizer(**case["kwargs"])
    made.fit_on_texts(case["texts"])
    results = {key: dict(getattr(made, key)) for key in ("word_index", "word_counts", "word_docs")}
    results["document_count"] = made.document_count
    results["sequences"] = made.texts_to_sequences(case["query"])
    results["back"] = made.sequences_to_texts(results["sequences"])
    results["json"] = made.to_json()
    if case.get("matrices"):
        results["matrices"] = {mode: made.texts_to_matrix(case["query"], mode) for mode in case["matrices"]}
    return results


if __name__ == "__main__":
    pack.run("sequence", record, (tf,))
