import pgvector.django
from django.db import migrations, models

# What was read so far was read with one model; the row is there from the first day on.
_FIRST_ROW = """
    INSERT INTO knowledge_searchindex (is_only, serving, model_id, next_model_id, done, total, reason)
    SELECT true, 'a', coalesce((SELECT max(embedding_model) FROM knowledge_document WHERE chunk_count > 0), ''), '', 0, 0, ''
"""


def _nearest(letter: str) -> migrations.AddIndex:
    return migrations.AddIndex(
        model_name="chunk",
        index=pgvector.django.indexes.HnswIndex(
            ef_construction=64,
            fields=[f"embedding_{letter}"],
            m=16,
            name=f"chunk_embedding_{letter}",
            opclasses=["halfvec_cosine_ops"],
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="chunk", name="chunk_embedding"),
        migrations.RenameField(model_name="chunk", old_name="embedding", new_name="embedding_a"),
        migrations.AlterField(
            model_name="chunk",
            name="embedding_a",
            field=pgvector.django.halfvec.HalfVectorField(dimensions=384, null=True),
        ),
        migrations.AddField(
            model_name="chunk",
            name="embedding_b",
            field=pgvector.django.halfvec.HalfVectorField(dimensions=384, null=True),
        ),
        _nearest("a"),
        _nearest("b"),
        migrations.CreateModel(
            name="SearchIndex",
            fields=[
                (
                    "is_only",
                    models.BooleanField(default=True, editable=False, primary_key=True, serialize=False),
                ),
                ("serving", models.CharField(choices=[("a", "A"), ("b", "B")], default="a", max_length=1)),
                ("model_id", models.CharField(blank=True, default="", max_length=200)),
                ("next_model_id", models.CharField(blank=True, default="", max_length=200)),
                (
                    "done",
                    models.PositiveIntegerField(
                        default=0, help_text="Passages that have the next model's vector."
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                (
                    "reason",
                    models.TextField(blank=True, default="", help_text="Why the rebuild does not get on."),
                ),
                ("touched_at", models.DateTimeField(null=True)),
                ("rebuilt_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunSQL(_FIRST_ROW, "DELETE FROM knowledge_searchindex"),
    ]
