using System.Globalization;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>Merges in memory, row by row and cell by cell, as docs/sync.md says it; written from there and not from the engine.</summary>
internal sealed class ReferenceMerger(IReadOnlyList<TableModel> tables)
{
    private readonly Dictionary<string, Dictionary<string, ReferencePair>> _pairs = tables.ToDictionary(table => table.Name, _ => new Dictionary<string, ReferencePair>(StringComparer.Ordinal));
    private readonly Dictionary<string, Dictionary<string, int>> _known = tables.ToDictionary(table => table.Name, _ => new Dictionary<string, int>(StringComparer.Ordinal));
    private int _run;

    private ReferenceMerger(ReferenceMerger other, IReadOnlyList<TableModel> tables)
        : this(tables)
    {
        _run = other._run;
        _pairs = other._pairs.ToDictionary(table => table.Key, table => new Dictionary<string, ReferencePair>(table.Value, StringComparer.Ordinal));
        _known = new(other._known);
    }

    /// <summary>What is remembered now, to come back to when a run is undone.</summary>
    public ReferenceMerger Copy() => new(this, tables);

    /// <summary>Whether a conflict is open that would stay open without its row in production, because changes are found there by numbers that this side does not know.</summary>
    public bool IsOpenForGood(TableModel table, string key) => table.Kind != KeyKind.Numbered && _pairs[table.Name].TryGetValue(key, out var pair) && pair.Open;

    /// <summary>Whether a row that was deleted here has changed in production since: made anew here, it is compared with that when its table is read the next time, whenever that is.</summary>
    public bool IsMissed(TableModel table, string key) => _pairs[table.Name].Values.Any(pair => pair.Missed && pair.TargetKey == key);

    /// <summary>Merges into a side and remembers.</summary>
    public IReadOnlyDictionary<string, ReferenceCounts> Merge(SideModel production, SideModel local)
    {
        _run++;
        var counts = tables.ToDictionary(table => table.Name, _ => new ReferenceCounts());
        foreach (var table in tables)
        {
            counts[table.Name].Gone = _pairs[table.Name].Keys.Count(key => !production.Rows(table.Name).ContainsKey(key));
            counts[table.Name].DeletedHere = _pairs[table.Name].Values.Count(pair => !local.Rows(table.Name).ContainsKey(pair.TargetKey));
        }

        var fresh = new HashSet<(string Table, string Key)>();
        foreach (var table in tables)
        {
            Identify(table, production, local, fresh);
        }

        Hold(production, local, fresh, counts);
        var copies = tables.Where(table => table.Kind == KeyKind.None).ToDictionary(table => table, table => Copies(table, production, local, fresh, counts[table.Name]));
        var after = local.Copy();
        foreach (var table in tables)
        {
            foreach (var (key, row) in table.Sort(production.Rows(table.Name), row => row.Key).ToList())
            {
                if (_pairs[table.Name].TryGetValue(key, out var pair))
                {
                    _pairs[table.Name][key] = fresh.Contains((table.Name, key)) ? Insert(table, pair, row, local, fresh, after, counts[table.Name]) : Update(table, pair, row, local, fresh, after, counts[table.Name]);
                }
            }
        }

        foreach (var table in tables)
        {
            foreach (var row in copies.TryGetValue(table, out var missing) ? missing : after.Rows(table.Name).Values)
            {
                local.Put(table, row);
            }
        }

        return counts;
    }

    private void Identify(TableModel table, SideModel production, SideModel local, HashSet<(string Table, string Key)> fresh)
    {
        if (table.Unique.Count > 0)
        {
            while (ByNaturalKey(table, production, local) > 0)
            {
            }
        }
        else if (table.Kind == KeyKind.Numbered)
        {
            while (ByEquality(table, production, local) > 0)
            {
            }
        }

        var open = Open(table, production);
        if (table.Kind != KeyKind.Numbered)
        {
            foreach (var row in open.Where(row => TranslatedKey(table, row) is { } key && local.Rows(table.Name).ContainsKey(key) && !IsTaken(table, key)))
            {
                Meet(table, row, TranslatedKey(table, row)!);
            }
        }

        open = Open(table, production);
        foreach (var row in open)
        {
            if (TranslatedKey(table, row) is { } key && !local.Rows(table.Name).ContainsKey(key) && !IsTaken(table, key))
            {
                Meet(table, row, key);
                fresh.Add((table.Name, table.Key(row)));
            }
        }

        if (table.Kind == KeyKind.Numbered)
        {
            var highest = local.Rows(table.Name).Keys.Concat(production.Rows(table.Name).Keys).Concat(_pairs[table.Name].Values.SelectMany(pair => new[] { pair.SourceKey, pair.TargetKey }))
                .Select(key => long.Parse(key, CultureInfo.InvariantCulture)).Append(local.Counter(table.Name)).Max();
            foreach (var row in Open(table, production))
            {
                Meet(table, row, (++highest).ToString(CultureInfo.InvariantCulture));
                fresh.Add((table.Name, table.Key(row)));
            }
        }
    }

    /// <summary>As many copies of each row as this side has fewer than production, but for those that it has had and that are gone.</summary>
    private List<string?[]> Copies(TableModel table, SideModel production, SideModel local, HashSet<(string Table, string Key)> fresh, ReferenceCounts counts)
    {
        var here = local.Rows(table.Name).Values.Select(TableModel.Content).CountBy(content => content).ToDictionary();
        var there = new Dictionary<string, List<string?[]>>(StringComparer.Ordinal);
        foreach (var row in production.Rows(table.Name).Values)
        {
            var values = row.Select((value, place) => Value(table, place, value, local, fresh)).ToList();
            if (values.Index().Any(value => value.Item.Missing && !table.Columns[value.Index].Nullable))
            {
                counts.Skipped++;
                continue;
            }

            string?[] made = [.. values.Select(value => value.Value)];
            there.TryAdd(TableModel.Content(made), []);
            there[TableModel.Content(made)].Add(made);
        }

        var missing = new List<string?[]>();
        foreach (var (content, rows) in there)
        {
            var (has, had) = (here.GetValueOrDefault(content), _known[table.Name].GetValueOrDefault(content));
            missing.AddRange(rows.Skip(Math.Max(has, had)));
            counts.DeletedHere += Math.Max(0, Math.Min(had, rows.Count) - has);
        }

        _known[table.Name] = there.ToDictionary(rows => rows.Key, rows => rows.Value.Count, StringComparer.Ordinal);
        counts.Inserted = missing.Count;
        return missing;
    }

    private int ByNaturalKey(TableModel table, SideModel production, SideModel local)
    {
        var here = local.Rows(table.Name).Values.Where(row => !IsTaken(table, table.Key(row))).ToLookup(row => table.Natural(row)!);
        var there = Open(table, production).Select(row => (Row: row, Translated: Known(table, row, table.Unique))).Where(pair => pair.Translated is not null).ToLookup(pair => table.Natural(pair.Translated!)!);
        var met = 0;
        foreach (var group in there.Where(group => group.Count() == 1 && here[group.Key].Count() == 1))
        {
            Meet(table, group.Single().Row, table.Key(here[group.Key].Single()));
            met++;
        }

        return met;
    }

    private int ByEquality(TableModel table, SideModel production, SideModel local)
    {
        string Said(string?[] row) => string.Join('|', row.Skip(1).Select(value => value ?? "NULL"));
        var here = table.Sort(local.Rows(table.Name).Values.Where(row => !IsTaken(table, table.Key(row))), table.Key).ToLookup(Said);
        var there = Open(table, production).Select(row => (Row: row, Translated: Known(table, row, [.. table.Others]))).Where(pair => pair.Translated is not null).ToLookup(pair => Said(pair.Translated!));
        var met = 0;
        foreach (var group in there)
        {
            foreach (var (pair, row) in group.Zip(here[group.Key]))
            {
                Meet(table, pair.Row, table.Key(row));
                met++;
            }
        }

        return met;
    }

    /// <summary>Leaves out new rows whose needed parent is not here and does not come, and then those that need them.</summary>
    private void Hold(SideModel production, SideModel local, HashSet<(string Table, string Key)> fresh, Dictionary<string, ReferenceCounts> counts)
    {
        bool held;
        do
        {
            held = false;
            foreach (var table in tables)
            {
                foreach (var (key, row) in production.Rows(table.Name))
                {
                    if (fresh.Contains((table.Name, key)) && table.Columns.Select((column, place) => (column, place)).Any(part => part.column.Parent is { } parent && !part.column.Nullable && Translate(parent, row[part.place]!, local, fresh) is null))
                    {
                        fresh.Remove((table.Name, key));
                        _pairs[table.Name].Remove(key);
                        held = true;
                    }
                }
            }
        }
        while (held);

        foreach (var table in tables)
        {
            counts[table.Name].Skipped = Open(table, production).Count;
        }
    }

    private ReferencePair Insert(
        TableModel table, ReferencePair pair, string?[] row, SideModel local, HashSet<(string Table, string Key)> fresh, SideModel after, ReferenceCounts counts)
    {
        var keys = pair.TargetKey.Split('|');
        string?[] made = [.. row.Select((value, place) => table.IsKey(place) ? keys[place] : Value(table, place, value, local, fresh).Value)];
        after.Put(table, made);
        counts.Inserted++;
        counts.Renumbered += table.Kind == KeyKind.Numbered && pair.SourceKey != pair.TargetKey ? 1 : 0;
        return pair with { Source = row, HasSource = All(row, true), Agreed = made, HasAgreed = All(row, true) };
    }

    private ReferencePair Update(
        TableModel table, ReferencePair pair, string?[] row, SideModel local, HashSet<(string Table, string Key)> fresh, SideModel after, ReferenceCounts counts)
    {
        var isNew = pair.FirstRun == _run;
        counts.Adopted += isNew ? 1 : 0;
        if (!local.Rows(table.Name).TryGetValue(pair.TargetKey, out var here))
        {
            return pair with { Missed = pair.Missed || !row.SequenceEqual(pair.Source) };
        }

        if (!isNew && !pair.Open && row.SequenceEqual(pair.Source))
        {
            return pair;
        }

        var made = (string?[])here.Clone();
        var past = pair with { Source = [.. pair.Source], HasSource = [.. pair.HasSource], Agreed = [.. pair.Agreed], HasAgreed = [.. pair.HasAgreed], Open = false };
        foreach (var place in table.Others)
        {
            var (missing, value) = Value(table, place, row[place], local, fresh);
            var changedHere = isNew ? _run > 1 && here[place] is not null : !past.HasAgreed[place] || here[place] != past.Agreed[place];
            var changedThere = isNew || !past.HasSource[place] || row[place] != past.Source[place];
            if (!missing && value != here[place] && changedHere && changedThere)
            {
                past = past with { Open = true };
                continue;
            }

            (past.Source[place], past.HasSource[place]) = (row[place], true);
            if (!missing && (value == here[place] || !changedHere))
            {
                made[place] = changedThere ? value : here[place];
                (past.Agreed[place], past.HasAgreed[place]) = (made[place], true);
            }
        }

        counts.Conflicts += past.Open ? 1 : 0;
        counts.Updated += made.SequenceEqual(here) ? 0 : 1;
        after.Put(table, made);
        return past;
    }

    /// <summary>The row with these columns' references translated; null when one refers to a row that is not known here.</summary>
    private string?[]? Known(TableModel table, string?[] row, IReadOnlyList<int> places)
    {
        var translated = (string?[])row.Clone();
        foreach (var place in places)
        {
            if (table.Columns[place].Parent is { } parent && row[place] is { } key)
            {
                if (!_pairs[parent].TryGetValue(key, out var pair))
                {
                    return null;
                }

                translated[place] = pair.TargetKey;
            }
        }

        return translated;
    }

    private string? TranslatedKey(TableModel table, string?[] row) => Known(table, row, [.. Enumerable.Range(0, table.Keys)]) is { } translated ? table.Key(translated) : null;

    private (bool Missing, string? Value) Value(TableModel table, int place, string? value, SideModel local, HashSet<(string Table, string Key)> fresh)
    {
        if (table.Columns[place].Parent is not { } parent || value is null)
        {
            return (false, value);
        }

        var translated = Translate(parent, value, local, fresh);
        return (translated is null, translated);
    }

    private string? Translate(string parent, string key, SideModel local, HashSet<(string Table, string Key)> fresh) =>
        _pairs[parent].TryGetValue(key, out var pair) && (local.Rows(parent).ContainsKey(pair.TargetKey) || fresh.Contains((parent, key))) ? pair.TargetKey : null;

    private bool IsTaken(TableModel table, string key) => _pairs[table.Name].Values.Any(pair => pair.TargetKey == key);

    private List<string?[]> Open(TableModel table, SideModel production) =>
        table.Kind == KeyKind.None ? [] : [.. table.Sort(production.Rows(table.Name), row => row.Key).Where(row => !_pairs[table.Name].ContainsKey(row.Key)).Select(row => row.Value)];

    private void Meet(TableModel table, string?[] row, string target)
    {
        var key = table.Key(row);
        _pairs[table.Name][key] = new ReferencePair(key, target, _run) { Source = [.. row], HasSource = All(row, false), Agreed = new string?[row.Length], HasAgreed = All(row, false) };
    }

    private static bool[] All(string?[] row, bool value) => [.. row.Select(_ => value)];
}
