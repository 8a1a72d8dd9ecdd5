namespace Ferry.MySql.Tests.Protocol;

/// <summary>An independent reading of the row format, as LOAD DATA documents it.</summary>
internal static class Tsv
{
    public static List<List<byte[]?>> Parse(ReadOnlySpan<byte> tsv)
    {
        List<List<byte[]?>> rows = [];
        List<byte[]?> row = [];
        List<byte> value = [];
        var isNull = false;
        for (var i = 0; i < tsv.Length; i++)
        {
            switch (tsv[i])
            {
                case (byte)'\t' or (byte)'\n':
                    row.Add(isNull ? null : [.. value]);
                    value = [];
                    isNull = false;
                    if (tsv[i] == '\n')
                    {
                        rows.Add(row);
                        row = [];
                    }

                    break;
                case (byte)'\\':
                    i++;
                    isNull |= tsv[i] == 'N';
                    value.Add(Unescape(tsv[i]));
                    break;
                default:
                    value.Add(tsv[i]);
                    break;
            }
        }

        (row.Count + value.Count).ShouldBe(0, "the last row has no end");
        return rows;
    }

    private static byte Unescape(byte escaped) => escaped switch
    {
        (byte)'0' => 0,
        (byte)'t' => (byte)'\t',
        (byte)'n' => (byte)'\n',
        _ => escaped,
    };
}
