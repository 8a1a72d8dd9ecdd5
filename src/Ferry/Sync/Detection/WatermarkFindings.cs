namespace Ferry.Sync.Detection;

/// <summary>What a plan says about watermarks that cannot be trusted.</summary>
internal static class WatermarkFindings
{
    public static Finding Unordered(string table, string column) => new(
        FindingSeverity.Warning, "sync.watermark-unordered",
        $"{table}.{column} does not tell which rows are recent: its values are neither numbers nor times in one form. All rows of {table} are compared by digests.",
        $"Name another column in Sync:Watermark:{table}, or keep it to tell which of two rows is newer.");

    public static Finding Masked(string table, string column) => new(
        FindingSeverity.Warning, "sync.watermark-masked",
        $"{table}.{column} is masked, so its highest value is not kept here. All rows of {table} are compared by digests.", $"Name another column in Sync:Watermark:{table}.");

    public static Finding Bypassed(string table, string column) => new(
        FindingSeverity.Warning, "sync.watermark-bypassed",
        $"Rows of {table} changed without a newer {column}. They were found because all rows were compared, and all are again at the next sync.",
        $"Have whatever writes {table} raise {column}, or take Sync:Watermark:{table} out.");
}
