namespace KernelGen.Gallery.Examples;

/// <summary>Where a model's examples come from: a file among the real data, or the program itself.</summary>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <see cref="float"/>.</typeparam>
public sealed class ExampleSource<TTarget>
    where TTarget : unmanaged
{
    private readonly Func<string, int, TrainingExamples<TTarget>> read;
    private readonly Func<int, TrainingExamples<TTarget>>? make;

    /// <summary>Examples in a file, or a folder of files, that has a usual name.</summary>
    /// <param name="file">Its name within the folder of real data.</param>
    /// <param name="read">Reads a path; the seed decides which examples are kept for the test.</param>
    public ExampleSource(string file, Func<string, int, TrainingExamples<TTarget>> read)
    {
        Name = file;
        this.read = read;
    }

    /// <summary>Examples that need no file.</summary>
    /// <param name="description">What they are.</param>
    /// <param name="make">Makes them from a seed.</param>
    /// <param name="read">Reads a path that is given in their stead.</param>
    public ExampleSource(string description, Func<int, TrainingExamples<TTarget>> make, Func<string, int, TrainingExamples<TTarget>> read)
    {
        Name = description;
        this.make = make;
        this.read = read;
    }

    /// <summary>The name of the file, or what the examples are.</summary>
    public string Name { get; }

    /// <summary>Gets the examples.</summary>
    /// <param name="path">A file, or a folder that holds it under its usual name; null for the default.</param>
    /// <param name="seed">Equal seeds give equal examples in equal parts.</param>
    /// <exception cref="KernelGen.Data.DataFormatException">The file does not hold what it should.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public TrainingExamples<TTarget> Load(string? path, int seed) => path is null && make is not null
        ? make(seed)
        : read(Resolve(path ?? DataFolder.Default), seed);

    private string Resolve(string path)
    {
        if (!Path.Exists(path))
        {
            throw new FileNotFoundException(
                $"{path}: no such file or folder. --data PATH names it, or {DataFolder.Variable} the folder that has {Name}.", path);
        }

        string inside = Path.Combine(path, Name);
        return Path.Exists(inside) ? inside : path;
    }
}
