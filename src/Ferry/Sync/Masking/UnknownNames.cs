using Ferry.Environments;
using Ferry.Schema;

namespace Ferry.Sync.Masking;

/// <summary>Finds rules about tables and columns that are not there.</summary>
internal static class UnknownNames
{
    /// <returns>What is wrong with a rule; null when it names what is there. A glob for tables may match none.</returns>
    public static string? Problem(MaskRule rule, IReadOnlyCollection<Table> tables)
    {
        var about = tables.Where(table => rule.IsAbout(table.Name)).ToList();
        if (about.Count == 0)
        {
            return rule.NamesTable ? $"{rule.Key}: there is no table '{rule.Table}'.{NearestName.Hint(rule.Table, tables.Select(table => table.Name))}" : null;
        }

        var isThere = about.Exists(table => table.Columns.Any(column => rule.IsAbout(table.Name, column.Name)));
        if (!isThere && rule.NamesTable)
        {
            var names = about.SelectMany(table => table.Columns).Select(column => column.Name);
            return $"{rule.Key}: the table '{about[0].Name}' has no column '{rule.Column}'.{NearestName.Hint(rule.Column, names)}";
        }

        return about.SelectMany(table => Named(rule).Where(name => !table.Columns.Any(column => Same(column.Name, name)))
            .Select(name => $"{rule.Key}: the table '{table.Name}' has no column '{name}', which the rule refers to."
                + NearestName.Hint(name, table.Columns.Select(column => column.Name)))).FirstOrDefault();
    }

    private static IEnumerable<string> Named(MaskRule rule)
    {
        if (rule.Options.By is { } by)
        {
            yield return by;
        }

        if (rule.When is { } when)
        {
            yield return when.Column;
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
