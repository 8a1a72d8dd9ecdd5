using System.Buffers;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking;

/// <summary>Masks the rows of one table. Keeps buffers, so one thread at a time; every reader makes its own.</summary>
internal sealed class RowMasker
{
    private const byte FieldEnd = (byte)'\t';

    private readonly FieldMasker?[] _fields;
    private readonly FieldCondition?[] _conditions;
    private readonly int[] _ends;
    private readonly int _last;

    private RowMasker(FieldMasker?[] fields, FieldCondition?[] conditions, bool readsWholeRows)
    {
        _fields = fields;
        _conditions = conditions;
        _ends = new int[fields.Length];
        _last = Array.FindLastIndex(fields, field => field is not null);
        ReadsWholeRows = readsWholeRows;
    }

    /// <summary>Whether no row is changed.</summary>
    public bool PassesThrough => _last < 0;

    /// <summary>Whether some mask depends on another field of its row.</summary>
    public bool ReadsWholeRows { get; }

    /// <summary>Prepares the masking of a table's rows.</summary>
    /// <param name="rules">The rules, which <see cref="MaskingRules.Check"/> has found to fit.</param>
    /// <param name="key">The project's key.</param>
    /// <param name="table">Name of the table in the source.</param>
    /// <param name="columns">The columns whose values are in the rows, in their order; a rowid in front counts as one.</param>
    /// <param name="format">How the engine writes rows.</param>
    /// <param name="uniqueColumns">The columns that are part of a unique key, the primary key included.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a rule does not fit its column.</exception>
    public static RowMasker Create(
        MaskingRules rules, MaskKey key, string table, IReadOnlyList<Column> columns, RowFormat format, IReadOnlySet<string> uniqueColumns)
    {
        var masked = rules.Masked(table, columns, format, uniqueColumns).ToList();
        MaskingFault.ThrowIfAny(masked.Select(entry => MaskFit.Problem(entry.Rule, entry.Column)).OfType<string>(), "The masking rules do not fit the database.");
        var fields = new FieldMasker?[columns.Count];
        var conditions = new FieldCondition?[columns.Count];
        foreach (var (rule, column) in masked)
        {
            var index = Index(columns, column.Column.Name);
            fields[index] = new FieldMasker(Codec(column.Shape, format), rules.Create(rule, column, key), column.Shape);
            conditions[index] = rule.When is not { } when ? null : Index(columns, when.Column) is var other and >= 0
                ? new FieldCondition(when, other, Codec(FieldShape.Of(columns[other], format), format))
                : throw MissingColumn(rule, when.Column);
            if (rule.Options.By is { } by && Index(columns, by) < 0)
            {
                throw MissingColumn(rule, by);
            }
        }

        return new RowMasker(fields, conditions, masked.Exists(entry => entry.Rule.When is not null || entry.Rule.Options.By is not null));
    }

    /// <summary>Masks one row.</summary>
    /// <param name="row">The row, with or without its line feed.</param>
    /// <param name="output">Receives the masked row, with its line feed if it had one.</param>
    public void Mask(ReadOnlySpan<byte> row, IBufferWriter<byte> output)
    {
        if (PassesThrough)
        {
            output.Write(row);
            return;
        }

        var content = row.EndsWith("\n"u8) ? row[..^1] : row;
        Split(content);
        var fields = new RowFields(content, _ends);
        var copied = 0;
        for (var i = 0; i <= _last; i++)
        {
            if (_fields[i] is { } field && _conditions[i]?.Holds(fields) != false)
            {
                output.Write(row[copied..(i == 0 ? 0 : _ends[i - 1] + 1)]);
                field.Mask(fields[i], fields, output);
                copied = _ends[i];
            }
        }

        output.Write(row[copied..]);
    }

    /// <summary>Masks the field of a column that has a mask; only where <see cref="ReadsWholeRows"/> is false.</summary>
    public void MaskField(int index, ReadOnlySpan<byte> field, IBufferWriter<byte> output) => _fields[index]!.Mask(field, default, output);

    /// <summary>Whether a column has a mask.</summary>
    public bool Masks(int index) => index < _fields.Length && _fields[index] is not null;

    private void Split(ReadOnlySpan<byte> row)
    {
        var start = 0;
        for (var i = 0; i < _ends.Length - 1; i++)
        {
            var length = row[start..].IndexOf(FieldEnd);
            if (length < 0)
            {
                throw WrongShape(i + 1);
            }

            _ends[i] = start + length;
            start += length + 1;
        }

        _ends[^1] = row[start..].Contains(FieldEnd) ? throw WrongShape(_ends.Length + 1) : row.Length;
    }

    private FerryException WrongShape(int found) => new(
        FailureKind.Source, "mask.row-shape", $"A row has {(found > _ends.Length ? "more" : "fewer")} than the {_ends.Length} fields of its table.",
        "The table was changed while it was read, or its columns were read wrongly.", "Run the command again.");

    private static FieldCodec Codec(FieldShape shape, RowFormat format) => format == RowFormat.Typed ? new TypedFieldCodec() : new PlainFieldCodec(shape);

    private static int Index(IReadOnlyList<Column> columns, string name)
    {
        var index = columns.Count - 1;
        while (index >= 0 && !string.Equals(columns[index].Name, name, StringComparison.OrdinalIgnoreCase))
        {
            index--;
        }

        return index;
    }

    private static FerryException MissingColumn(MaskRule rule, string column) => new(
        FailureKind.Usage, "mask.rules-invalid", "The masking rules do not fit the database.",
        $"{rule.Key}: the rule refers to the column '{column}', which is not read.", "Correct Sync:Mask.");
}
