using System.Globalization;
using Ferry.Bench.Data;
using Ferry.Bench.Engine;
using Ferry.Bench.Peers;
using Ferry.Bench.Reports;

// Started by bench/run, which says what each of these is for.
switch (args)
{
    case ["tables"]:
        foreach (var table in new Dataset(1).Tables)
        {
            Console.WriteLine(table.Name);
        }

        return 0;
    case ["generate", var name, var scale]:
        using (var output = Console.OpenStandardOutput())
        using (var sink = new TsvSink(output))
        {
            new Dataset(Scale(scale)).Tables.Single(table => table.Name == name).Write(sink);
        }

        return 0;
    case ["sqlite", var path, var schema, var scale]:
        SqliteDatabase.Create(path, schema, new Dataset(Scale(scale)));
        return 0;
    case ["report", var lines, var facts, var json]:
        Report.Write(lines, facts, json, Console.Out);
        return 0;
    case ["backup", var port, var database, var workers, var folder]:
        await new EngineDriver(port, database, int.Parse(workers, CultureInfo.InvariantCulture)).BackUpAsync(folder);
        return 0;
    case ["restore", var port, var database, var workers, var archive]:
        await new EngineDriver(port, database, int.Parse(workers, CultureInfo.InvariantCulture)).RestoreAsync(archive);
        return 0;
    case ["row-by-row", var port, var imported, var local]:
        new RowByRowMerge(port, imported, local).Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: ferry-bench tables | generate TABLE SCALE | sqlite PATH SCHEMA-FOLDER SCALE | report LINES FACTS JSON\n"
            + "       ferry-bench backup PORT DATABASE WORKERS FOLDER | restore PORT DATABASE WORKERS ARCHIVE     (the engine alone, phase by phase)\n"
            + "       ferry-bench row-by-row PORT IMPORTED LOCAL");
        return 2;
}

static double Scale(string text) => double.Parse(text, CultureInfo.InvariantCulture);
