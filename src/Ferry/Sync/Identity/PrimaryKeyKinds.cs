using Ferry.Reading;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Model;

namespace Ferry.Sync.Identity;

/// <summary>Tells what a primary key is like from its columns.</summary>
internal static class PrimaryKeyKinds
{
    /// <summary>Whether equal keys are the same row wherever they were made.</summary>
    public static bool IsValue(this PrimaryKeyKind kind) => kind is PrimaryKeyKind.Unique or PrimaryKeyKind.Natural or PrimaryKeyKind.References;

    public static PrimaryKeyKind Of(TablePair table, IReadOnlyList<MergeReference> references, RowFormat format)
    {
        var key = table.Key;
        return key switch
        {
            [] => PrimaryKeyKind.None,
            _ when key.Any(part => !Refers(references, part.Name) && IsNumber(part.Source, format) != IsNumber(part.Target.Column, format)) => PrimaryKeyKind.Different,
            _ when key.Any(part => Refers(references, part.Name)) => PrimaryKeyKind.References,
            [{ Target.Column.AutoIncrement: true }] => PrimaryKeyKind.Numbered,
            [var only] when IsNumber(only.Target.Column, format) || ColumnRole.IsUuid(only) => PrimaryKeyKind.Unique,
            _ => PrimaryKeyKind.Natural,
        };
    }

    private static bool Refers(IReadOnlyList<MergeReference> references, string column) =>
        references.Any(reference => reference.JsonPath is null && reference.Columns.Contains(column, StringComparer.OrdinalIgnoreCase));

    private static bool IsNumber(Schema.Column column, RowFormat format) => FieldShape.Of(column, format).Family is ColumnFamily.Integer or ColumnFamily.Decimal;
}
