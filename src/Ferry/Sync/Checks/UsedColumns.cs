using System.Text.RegularExpressions;
using Ferry.Merging;

namespace Ferry.Sync.Checks;

/// <summary>The columns that expressions of the target's catalog may speak of: all whose names occur in them. One too many does no harm.</summary>
internal sealed class UsedColumns
{
    private readonly TableShape _shape;
    private readonly List<ColumnShape> _stored = [];
    private readonly List<ColumnShape> _computed = [];

    public UsedColumns(TableShape shape, IEnumerable<string> expressions)
    {
        _shape = shape;
        foreach (var expression in expressions)
        {
            Find(expression);
        }
    }

    /// <summary>Columns whose values are written.</summary>
    public IReadOnlyList<ColumnShape> Stored => _stored;

    /// <summary>Columns that are made of others, each after those that it is made of.</summary>
    public IReadOnlyList<ColumnShape> Computed => _computed;

    private void Find(string expression)
    {
        foreach (var column in _shape.Columns.Where(column => !_stored.Contains(column) && !_computed.Contains(column) && Names(expression, column.Name)))
        {
            if (column.Computed is null)
            {
                _stored.Add(column);
            }
            else
            {
                Find(column.Computed);
                _computed.Add(column);
            }
        }
    }

    private static bool Names(string expression, string column) => Regex.IsMatch(
        expression, $@"(?<![\w$]){Regex.Escape(column)}(?![\w$])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
