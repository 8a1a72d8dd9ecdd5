namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>What may happen on a side.</summary>
/// <param name="Tag">One hexadecimal digit that uuids made on this side begin with.</param>
/// <param name="Deletes">Whether rows are deleted.</param>
/// <param name="Retires">Whether this is the source, which never gives the natural key of a deleted row to another one.</param>
/// <param name="FirstStamp">What the first stamp is made of; the next ones are higher.</param>
internal sealed record HistoryRules(char Tag, bool Deletes, bool Retires, int FirstStamp)
{
    /// <summary>Whether every change of a row raises its stamp, as the source's applications are said to do.</summary>
    public bool RaisesStamps => Retires;
}
