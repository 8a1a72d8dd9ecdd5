using System.Globalization;
using Ferry.Merging;
using Ferry.MySql.Reading.Snapshots;
using Ferry.Reading;

namespace Ferry.MySql.Merging;

/// <summary>Compares GTIDs, which mean the same on every server of a replication, else the binary logs of one server.</summary>
internal sealed class PositionDialect : IPositionDialect
{
    public string? Lacks(SourceMoment earlier, SourceMoment now)
    {
        if (Transactions(earlier) is { } seen && Transactions(now) is { } there)
        {
            return !seen.Compares(there) || seen.Without(there) is { IsEmpty: true } ? null : $"the transactions {seen.Without(there)} are missing";
        }

        return Logs(earlier).Join(Logs(now), log => log.Server, log => log.Server, (before, after) => (Before: before, After: after))
            .Where(pair => IsBehind(pair.After, pair.Before))
            .Select(pair => $"its binary log is at {pair.After.File}:{pair.After.Offset} and was at {pair.Before.File}:{pair.Before.Offset}")
            .FirstOrDefault();
    }

    private static TransactionSet? Transactions(SourceMoment moment) =>
        TransactionSet.Parse(string.Join(',', new[] { LogPosition.Gtid, LogPosition.SourceGtid }.Select(moment.Position.GetValueOrDefault).Where(text => !string.IsNullOrEmpty(text))));

    // A replica knows its own log, and how far it has come in that of the server that it follows.
    private static IEnumerable<(string Server, string File, string Offset)> Logs(SourceMoment moment)
    {
        if (moment.Position.TryGetValue(LogPosition.File, out var file) && moment.Position.TryGetValue(LogPosition.Offset, out var offset))
        {
            yield return (moment.Server, file, offset);
        }

        if (moment.Primary is { } primary && moment.Position.TryGetValue(LogPosition.SourceFile, out var read) && moment.Position.TryGetValue(LogPosition.SourceOffset, out var reached))
        {
            yield return (primary, read, reached);
        }
    }

    private static bool IsBehind((string Server, string File, string Offset) now, (string Server, string File, string Offset) earlier) =>
        Place(now) is { } after && Place(earlier) is { } before && after.Name == before.Name && (after.Number, after.Offset).CompareTo((before.Number, before.Offset)) < 0;

    private static (string Name, long Number, long Offset)? Place((string Server, string File, string Offset) log)
    {
        var dot = log.File.LastIndexOf('.');
        return dot > 0 && long.TryParse(log.File.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(log.Offset, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? (log.File[..dot], number, offset)
            : null;
    }
}
