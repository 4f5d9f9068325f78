def write(folder): (folder/"summary.md").write_text("")
