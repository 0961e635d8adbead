"""A reader loses the heads and units that matter least; what is left is exported, read back and taught."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import MPNetConfig, MPNetForQuestionAnswering

from bench.export.graph import Architecture, save
from bench.export.reader import MPNET, build
from bench.paths import ROOT
from bench.train_reader.batches import TrainingBatch
from bench.train_reader.distillation import Distillation, ShippedTeacher, compare_logits
from bench.train_reader.influence import Influence, measure_influence
from bench.train_reader.layer_widths import COSTS, FIXED_COST, choose_counts, measure_changes
from bench.train_reader.pruned_encoder import narrow_attention, narrow_feed_forward, narrow_like
from bench.train_reader.pruned_reader import check_task, prune
from bench.train_reader.pruning import remove_groups
from bench.train_reader.shipped_weights import read_shipped

WIDTH, HEADS, UNITS, LAYERS = 128, 2, 32, 2  # heads of 64, as `read_shipped` expects


def products(weight: torch.Tensor, bias: torch.Tensor, inputs: torch.Tensor) -> torch.Tensor:
    return inputs @ weight.T + bias


def influence_of(inputs: torch.Tensor) -> Influence:
    """That of five outputs that count alike."""
    rows = torch.cat([inputs, torch.ones(len(inputs), 1)], dim=1)
    return Influence(inputs=rows.T @ rows / len(rows), outputs=torch.eye(5))


@pytest.fixture
def inputs() -> torch.Tensor:
    """2,000 rows of six inputs: the fourth is the sum of the first two, the fifth always 3."""
    free = torch.randn(2_000, 4, generator=torch.Generator().manual_seed(3))
    return torch.cat([free[:, :3], free[:, :1] + free[:, 1:2], torch.full((2_000, 1), 3.0), free[:, 3:]], dim=1)


@pytest.fixture
def matrix() -> tuple[torch.Tensor, torch.Tensor]:
    random = torch.Generator().manual_seed(4)
    return torch.randn(5, 6, generator=random), torch.randn(5, generator=random)


def test_what_others_or_the_bias_can_give_is_removed_first(
    inputs: torch.Tensor, matrix: tuple[torch.Tensor, torch.Tensor]
) -> None:
    weight, bias = matrix
    pruned = remove_groups(weight, bias, influence_of(inputs), size=1, counts=[5, 4])
    assert 4 not in pruned[4].groups.tolist() or 4 not in pruned[5].groups.tolist()
    assert {0, 1, 3} - set(pruned[4].groups.tolist())  # one of the three that depend on each other
    left = products(pruned[4].weight, pruned[4].bias, inputs[:, pruned[4].inputs])
    assert float((left - products(weight, bias, inputs)).abs().mean()) < 0.1


def test_groups_are_removed_as_a_whole_and_made_up_for(inputs: torch.Tensor) -> None:
    random = torch.Generator().manual_seed(5)
    weight, bias = torch.randn(5, 6, generator=random), torch.randn(5, generator=random)
    weight[:, 2:4] *= 0.05
    pruned = remove_groups(weight, bias, influence_of(inputs), size=2, counts=[2])[2]
    assert pruned.groups.tolist() == [0, 2]
    assert pruned.inputs.tolist() == [0, 1, 4, 5]
    expected = products(weight, bias, inputs)
    left = products(pruned.weight, pruned.bias, inputs[:, pruned.inputs])
    cut = products(weight[:, pruned.inputs], bias, inputs[:, pruned.inputs])
    assert float((left - expected).square().mean()) < float((cut - expected).square().mean())


def test_outputs_on_which_no_reading_depends_do_not_keep_an_input(inputs: torch.Tensor) -> None:
    weight, bias = torch.zeros(5, 6), torch.zeros(5)
    weight[0, 2], weight[1, 5] = 9.0, 1.0  # the first output is large, and counts for nothing
    counted = influence_of(inputs)
    counted.outputs = torch.diag(torch.tensor([1e-6, 1.0, 1.0, 1.0, 1.0]))
    pruned = remove_groups(weight, bias, counted, size=1, counts=[1])[1]
    assert pruned.groups.tolist() == [5]


@pytest.fixture
def model() -> Any:
    torch.manual_seed(6)
    config = MPNetConfig(
        vocab_size=40,
        hidden_size=WIDTH,
        num_attention_heads=HEADS,
        num_hidden_layers=LAYERS,
        intermediate_size=UNITS,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    made = MPNetForQuestionAnswering(config).eval()
    for parameter in made.parameters():
        parameter.data.normal_(std=0.1)
    return made


@pytest.fixture
def batch() -> TrainingBatch:
    pieces = torch.randint(5, 40, (3, 12), generator=torch.Generator().manual_seed(7))
    mask = torch.ones_like(pieces)
    mask[2, 8:] = 0
    pieces[2, 8:] = 1
    return TrainingBatch(
        inputs={"input_ids": pieces, "attention_mask": mask},
        readable=mask.bool(),
        start=torch.zeros(3, dtype=torch.long),
        end=torch.zeros(3, dtype=torch.long),
        group=torch.arange(3),
    )


def logits_of(model: Any, batch: TrainingBatch) -> torch.Tensor:
    with torch.inference_mode():
        read = model(**batch.inputs)
    return torch.stack([read.start_logits, read.end_logits], dim=-1)[batch.readable]


def pruned_parts(model: Any, batch: TrainingBatch) -> dict[tuple[int, str], dict[int, Any]]:
    parts = {}
    for number, layer in enumerate(model.mpnet.encoder.layer):
        linears = {"out": (layer.attention.attn.o, 64, [1]), "down": (layer.output.dense, 1, [8, 24])}
        names = {"out": "attention.attn.o", "down": "output.dense"}
        for kind, (linear, size, counts) in linears.items():
            name = f"mpnet.encoder.layer.{number}.{names[kind]}"
            influence = measure_influence(model, {"of": name}, [batch])["of"]
            weight, bias = linear.weight.detach(), linear.bias.detach()
            parts[number, kind] = remove_groups(weight, bias, influence, size=size, counts=counts)
    return parts


def test_a_narrowed_layer_gives_what_its_pruned_matrices_give(model: Any, batch: TrainingBatch) -> None:
    parts = pruned_parts(model, batch)
    before = logits_of(model, batch)
    first = model.mpnet.encoder.layer[0]
    narrow_attention(first.attention.attn, parts[0, "out"][1])
    assert tuple(first.attention.attn.q.weight.shape) == (64, WIDTH)
    changed = logits_of(model, batch) - before
    assert float(changed.abs().max()) > 1e-4
    narrow_feed_forward(first, parts[0, "down"][8])
    assert tuple(first.intermediate.dense.weight.shape) == (8, WIDTH)
    assert tuple(first.output.dense.weight.shape) == (WIDTH, 8)


def test_what_a_removal_changes_is_measured_as_the_narrowed_model_shows_it(model: Any, batch: TrainingBatch) -> None:
    parts = pruned_parts(model, batch)
    measured = measure_changes(model, parts, batch)[1, "down"][8]

    def logits() -> torch.Tensor:
        with torch.inference_mode():
            read = model(**batch.inputs)
        return torch.stack([read.start_logits, read.end_logits])

    before = logits()
    narrow_feed_forward(model.mpnet.encoder.layer[1], parts[1, "down"][8])
    after = logits()
    changed = [float(compare_logits(after[end], before[end], batch.readable)) for end in range(2)]
    assert sum(changed) / 2 == pytest.approx(measured, rel=1e-3)
    assert measured > 0


def test_what_changes_least_goes_first_until_the_cost_is_met() -> None:
    all_groups = {"down": 4, "out": 2}
    harmless, harmful = {2: 0.001, 1: 0.002}, {2: 5.0, 1: 9.0}
    changes = {(0, "down"): harmless, (1, "down"): harmful, (0, "out"): {1: 0.5}, (1, "out"): {1: 0.01}}
    whole = FIXED_COST + COSTS["down"] + COSTS["out"]
    counts = choose_counts(changes, all_groups, whole - 0.3 * COSTS["down"] - 0.2 * COSTS["out"])
    assert counts == {(0, "down"): 1, (1, "down"): 4, (0, "out"): 2, (1, "out"): 1}
    assert choose_counts(changes, all_groups, whole)[0, "out"] == 2


def test_a_pruned_model_is_exported_and_read_back(model: Any, batch: TrainingBatch, tmp_path: Path) -> None:
    parts = pruned_parts(model, batch)
    layers = model.mpnet.encoder.layer
    narrow_attention(layers[0].attention.attn, parts[0, "out"][1])
    narrow_feed_forward(layers[1], parts[1, "down"][24])
    export(model, tmp_path)
    read = read_shipped(tmp_path)
    again = MPNetForQuestionAnswering(model.config).eval()
    again.load_state_dict(
        {name: tensor for name, tensor in model.state_dict().items() if name.startswith("mpnet.embeddings")},
        strict=False,
    )
    narrow_like(again.mpnet.encoder, read, "mpnet.encoder.")
    assert not again.load_state_dict(read, strict=False).unexpected_keys
    taught, _ = ShippedTeacher(tmp_path).read(batch)
    expected = logits_of(model, batch)
    assert torch.allclose(logits_of(again, batch), expected, atol=0.1)
    assert torch.allclose(taught[batch.readable], expected, atol=0.2)


def test_a_reader_learns_from_its_teacher(model: Any, batch: TrainingBatch, tmp_path: Path) -> None:
    export(model, tmp_path)
    judge = Distillation(ShippedTeacher(tmp_path))
    same = judge(model, batch).item()
    model.mpnet.encoder.layer[0].output.dense.weight.data.mul_(0.2)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    losses = []
    for _ in range(20):
        value = judge(model, batch)
        losses.append(value.item())
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    assert same < losses[0]
    assert losses[-1] < 0.5 * losses[0]


def test_pruning_gives_weights_that_a_model_of_their_sizes_takes(model: Any, batch: TrainingBatch) -> None:
    weights = prune(model, [batch, batch], cost=0.6, counts={"down": (24, 8), "out": (1,)})
    again = MPNetForQuestionAnswering(model.config).eval()
    narrow_like(again.mpnet.encoder, weights, "mpnet.encoder.")
    again.load_state_dict(weights)
    assert torch.allclose(logits_of(again, batch), logits_of(model, batch), atol=1e-5)
    assert sum(tensor.numel() for tensor in weights.values()) < sum(
        tensor.numel() for tensor in MPNetForQuestionAnswering(model.config).state_dict().values()
    )


_LARGE = ROOT / "retrieval" / "readers" / "models" / "footnote-reader-2"


def test_the_shipped_reader_can_be_pruned() -> None:
    check_task(_LARGE, 0.6)


@pytest.mark.parametrize("cost", [0.0, 0.1, 1.0, 60.0])
def test_a_cost_that_no_choice_has_is_refused(cost: float) -> None:
    with pytest.raises(SystemExit, match=r"give a share from 0\.18 to below 1"):
        check_task(_LARGE, cost)


def test_a_folder_without_a_reader_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="give the folder of an exported reader"):
        check_task(tmp_path, 0.6)


def test_a_reader_that_has_lost_heads_is_not_pruned_again(model: Any, batch: TrainingBatch, tmp_path: Path) -> None:
    narrow_attention(model.mpnet.encoder.layer[0].attention.attn, pruned_parts(model, batch)[0, "out"][1])
    export(model, tmp_path)
    with pytest.raises(SystemExit, match="has lost heads already"):
        check_task(tmp_path, 0.6)


def export(model: Any, folder: Path) -> None:
    of = Architecture(
        layers=LAYERS,
        width=WIDTH,
        heads=HEADS,
        epsilon=model.config.layer_norm_eps,
        relative_buckets=model.config.relative_attention_num_buckets,
    )
    arrays = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    save(build(arrays, of, MPNET), folder, {"embeddings.words": "words.bin"})
    assert np.isfinite(arrays["qa_outputs.weight"]).all()
